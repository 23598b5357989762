import { drawFirst } from './first-look/draw-first.ts'
import './styles/all.css'

// What is drawn by then stays until the page itself is.
void drawFirst().finally(() => import('./main.tsx'))
