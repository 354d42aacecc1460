/** Width of a dashboard in grid columns. */
export const columns = 24;

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Places for panels from left to right, a new line where one no longer fits; a line is as high as its highest panel.
 * `bottom` is the first free row below them.
 */
export function place(
  sizes: readonly { readonly width: number; readonly height: number }[],
  top: number,
): { readonly positions: readonly Position[]; readonly bottom: number } {
  let [x, y, bottom] = [0, top, top];
  const positions = sizes.map(({ width, height }) => {
    const w = Math.min(width, columns);
    if (x + w > columns) [x, y] = [0, bottom];
    const position = { x, y, w, h: height };
    x += w;
    bottom = Math.max(bottom, y + height);
    return position;
  });
  return { positions, bottom };
}
