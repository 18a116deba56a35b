import { BrokenImage } from './broken-image.ts'

/** Numbers of a file; what is beyond its end is a broken image. Big-endian unless the name says little. */
export function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at]
  if (byte === undefined) throw new BrokenImage('The file ends too early.')
  return byte
}

export function uint16(bytes: Buffer, at: number): number {
  return byteAt(bytes, at) * 0x100 + byteAt(bytes, at + 1)
}

export function uint32(bytes: Buffer, at: number): number {
  return uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2)
}

export function littleUint16(bytes: Buffer, at: number): number {
  return byteAt(bytes, at) + byteAt(bytes, at + 1) * 0x100
}

export function littleUint32(bytes: Buffer, at: number): number {
  return littleUint16(bytes, at) + littleUint16(bytes, at + 2) * 0x1_0000
}

export function littleInt32(bytes: Buffer, at: number): number {
  return littleUint32(bytes, at) | 0
}
