interface Node {
  readonly ContentType: string
  readonly Params: Readonly<Record<string, string>>
  readonly Size: number
  readonly Children: readonly unknown[]
}

/** Whether it consists of parts and has no bytes of its own to open; a multipart without any is a leaf. */
export function isContainer({ ContentType, Children, Size }: Node): boolean {
  return ContentType.startsWith('multipart/') && (Children.length > 0 || Size === 0)
}

const toldElsewhere = new Set(['boundary', 'name'])

/** `charset=utf-8; format=flowed`: what the type says beyond its name. */
export function parametersOf({ Params }: Pick<Node, 'Params'>): string {
  return Object.entries(Params)
    .filter(([name]) => !toldElsewhere.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

export type PartLook = 'container' | 'text' | 'html' | 'image' | 'message' | 'file'

export function partLook(node: Node): PartLook {
  const { ContentType } = node
  if (isContainer(node)) return 'container'
  if (ContentType === 'text/html') return 'html'
  if (ContentType.startsWith('text/')) return 'text'
  if (ContentType.startsWith('image/')) return 'image'
  return ContentType === 'message/rfc822' ? 'message' : 'file'
}
