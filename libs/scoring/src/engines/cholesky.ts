/**
 * Solves A·x = b for a symmetric positive definite A, given by its lower triangle in full rows of `size`; A is overwritten
 * by its Cholesky factor and b by x. A pivot that rounding has made 0 or less is lifted, which leaves its unknown at about 0.
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array, size: number): void {
  factorSymmetric(matrix, size);
  solveFactored(matrix, right, size);
}

/** Overwrites the lower triangle by its Cholesky factor. */
export function factorSymmetric(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const ofRow = row * size;
    for (let column = 0; column <= row; column++) {
      const ofColumn = column * size;
      let sum = matrix[ofRow + column]!;
      for (let at = 0; at < column; at++) sum -= matrix[ofRow + at]! * matrix[ofColumn + at]!;
      if (column < row) matrix[ofRow + column] = sum / matrix[ofColumn + column]!;
      else matrix[ofRow + row] = sum > Number.MIN_VALUE ? Math.sqrt(sum) : 1e100;
    }
  }
}

/** Overwrites b by the x of A·x = b, given what {@link factorSymmetric} made of A. */
export function solveFactored(factor: Float64Array, right: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    let sum = right[row]!;
    for (let at = 0; at < row; at++) sum -= factor[row * size + at]! * right[at]!;
    right[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let at = row + 1; at < size; at++) sum -= factor[at * size + row]! * right[at]!;
    right[row] = sum / factor[row * size + row]!;
  }
}
