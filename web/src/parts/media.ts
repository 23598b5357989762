/** Under this width an event is a page and rows take two lines. */
export const narrow = '(max-width: 879px)'
