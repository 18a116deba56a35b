export interface Size {
  readonly width: number
  readonly height: number
}

export interface Rectangle extends Size {
  readonly x: number
  readonly y: number
}

/** Which part of an image is shown, and how large. */
export interface Layout {
  readonly window: Rectangle
  readonly picture: Size
}

/**
 * As Mailpit: an image that is smaller than the box in any direction is shown whole, and never enlarged;
 * of any other the middle fills the box.
 */
export function layOut(image: Size, box: Size): Layout {
  const isSmall = image.width < box.width || image.height < box.height
  return isSmall ? fit(image, box) : fill(image, box)
}

function fit(image: Size, box: Size): Layout {
  const scale = Math.min(1, box.width / image.width, box.height / image.height)
  return {
    window: { x: 0, y: 0, ...image },
    picture: {
      width: Math.max(1, Math.round(image.width * scale)),
      height: Math.max(1, Math.round(image.height * scale)),
    },
  }
}

function fill(image: Size, box: Size): Layout {
  const scale = Math.min(image.width / box.width, image.height / box.height)
  const width = Math.round(box.width * scale)
  const height = Math.round(box.height * scale)
  return {
    window: {
      x: Math.floor((image.width - width) / 2),
      y: Math.floor((image.height - height) / 2),
      width,
      height,
    },
    picture: box,
  }
}

/** The same layout of an image that is decoded at a fraction of its size. */
export function shrunk({ window, picture }: Layout, divisor: number): Layout {
  return {
    window: {
      x: Math.round(window.x / divisor),
      y: Math.round(window.y / divisor),
      width: Math.max(1, Math.round(window.width / divisor)),
      height: Math.max(1, Math.round(window.height / divisor)),
    },
    picture,
  }
}
