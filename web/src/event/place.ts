/** Where an event is shown: beside the list or as a page. */
export type Place = 'panel' | 'page'
