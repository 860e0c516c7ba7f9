// Prints a figure as one line of JSON, in the form of Figure.java.
const text = value => {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

/** values: what was measured, at least once; name: the table and the keys. */
export function figure(unit, values, ...name) {
  if (values.length === 0) {
    throw new Error(`${name.join('/')}: nothing was measured`)
  }
  const sorted = [...values].sort((a, b) => a - b)
  const last = sorted.length - 1
  const median = (sorted[Math.floor(last / 2)] + sorted[Math.ceil(last / 2)]) / 2
  console.log(
    `{"name":${JSON.stringify(name.join('/'))},"unit":${JSON.stringify(unit)},"least":${text(sorted[0])},"median":${text(median)},"most":${text(sorted.at(-1))}}`,
  )
}
