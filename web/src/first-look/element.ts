/** An element with a class and what is in it; texts stay texts. */
export function element(name: string, className: string, children: readonly (Node | string)[] = []): HTMLElement {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

/** A drawing of 16 pixels: its lines, and the class of each. */
export function drawing(lines: readonly (readonly [path: string, className: string])[]): Element {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'ic')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  for (const [path, className] of lines) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    line.setAttribute('d', path)
    line.setAttribute('class', className)
    svg.append(line)
  }
  return svg
}
