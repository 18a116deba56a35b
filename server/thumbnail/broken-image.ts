/** The bytes are no image that can be drawn. Never leaves this folder: the thumbnail of such is blank. */
export class BrokenImage extends Error {
  override readonly name = 'BrokenImage'
}
