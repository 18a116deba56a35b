/** Which pictures of a mail show. */
export type Pictures = 'all' | 'own' | 'none'

const OWN_URL = '[src^="data:" i],[src^="/"]:not([src^="//"])'
const PICTURES = {
  all: 'img,video,input[type=image],[background],[style*="url("]',
  own: `:is(img,video):is(${OWN_URL}),[style*="url(data:" i]`,
}

const TURNED = 'filter:invert(1) hue-rotate(180deg)!important'
// Mail can hardly outdo two ids that no element has.
const FIRST = ':not(#a):not(#b)'

/**
 * Stands for what apps of Gmail and Outlook do to mail without dark styles: colours turn over and keep their
 * hue, white becomes a dark grey, pictures stay as they are.
 */
export function forcedDark(pictures: Pictures): string {
  return `<style>${[
    `html${FIRST}{background:#fff!important;${TURNED}}`,
    // A shade, which becomes a light once it is turned over.
    `html${FIRST}::after{content:""!important;display:block!important;position:fixed!important;inset:0!important;z-index:2147483647!important;background:rgb(0 0 0/11%)!important;pointer-events:none!important}`,
    ...(pictures === 'none' ? [] : turnedBack(PICTURES[pictures])),
  ].join('')}</style>`
}

/** A picture within another, as on a table with a background, is turned back with it. */
function turnedBack(selector: string): readonly string[] {
  return [
    `:is(${selector})${FIRST}{${TURNED}}`,
    `:is(${selector}) :is(${selector})${FIRST}{filter:none!important}`,
  ]
}
