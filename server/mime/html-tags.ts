/** Elements that stand within a line of text; all others part the words around them. */
export const inlineTags = tagSet(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr o:p q s samp small span strike strong sub sup time tt u var wbr',
)

/** Blocks with an empty line around them, where they are shown as text. */
export const paragraphTags = tagSet(
  'p blockquote h1 h2 h3 h4 h5 h6 ul ol dl table pre figure fieldset form hr',
)

/** Blocks without one. */
export const blockTags = tagSet(
  'div tr li dt dd address article aside section header footer main nav center caption body html figcaption legend option thead tbody tfoot',
)

export const cellTags = tagSet('td th')

/** Elements without an end tag. */
export const voidTags = tagSet(
  'area base br col embed hr img input link meta param source track wbr',
)

function tagSet(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}
