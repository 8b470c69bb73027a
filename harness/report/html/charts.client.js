{
  const HEIGHT = 150
  const DASHES = [[], [], [6, 3], [2, 3], [8, 3, 2, 3]]
  const BORDERS = ['solid', 'solid', 'dashed', 'dotted', 'double']
  const figures = [...document.querySelectorAll('.chart')]

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  }

  function percentile(inverse) {
    const share = 100 * (1 - 1 / inverse)
    return `${Number(share.toFixed(Math.max(0, Math.round(Math.log10(inverse)) - 1)))} %`
  }

  // The legend shows values only while something is pointed at.
  function reading(value, index, unit) {
    if (index === null) return ''
    return value === null ? '–' : `${value} ${unit}`
  }

  function fromZero(_, __, max) {
    return [0, max > 0 ? max * 1.1 : 1]
  }

  function decades(_, __, min, max) {
    const lowest = Math.ceil(Math.log10(min))
    return Array.from(
      { length: Math.max(0, Math.floor(Math.log10(max)) - lowest + 1) },
      (_, step) => 10 ** (lowest + step),
    )
  }

  function axis(values, more) {
    return {
      stroke: colour('--quiet'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
      font: '12px system-ui, sans-serif',
      values,
      ...more,
    }
  }

  const across = {
    second: {
      scale: { time: false },
      axis: () => axis((_, ticks) => ticks.map((tick) => `${tick} s`)),
      value: (x) => `${x} s`,
    },
    rate: {
      scale: { time: false },
      axis: () => axis((_, ticks) => ticks.map((tick) => `${tick}/s`)),
      value: (x) => `${x}/s offered`,
    },
    percentile: {
      scale: { time: false, distr: 3, log: 10 },
      axis: () => axis((_, ticks) => ticks.map(percentile), { splits: decades }),
      value: percentile,
    },
  }

  function draw(figure) {
    const chart = JSON.parse(figure.querySelector('script').textContent)
    const plot = figure.querySelector('.plot')
    const kind = across[chart.across]
    const scenario = figure.closest('.scenario').id
    plot.replaceChildren()
    return new uPlot(
      {
        width: plot.clientWidth,
        height: HEIGHT,
        cursor: chart.across !== 'percentile' ? { sync: { key: scenario } } : {},
        padding: [8, 28, 0, 0],
        legend: { markers: { width: 2, dash: (_, index) => BORDERS[index - 1] } },
        scales: { x: kind.scale, y: { range: fromZero } },
        axes: [
          kind.axis(),
          axis(undefined, { size: 60, label: chart.unit, labelFont: '12px system-ui, sans-serif' }),
        ],
        series: [
          { label: '', value: (_, x, __, index) => (index === null ? '' : kind.value(x)) },
          ...chart.series.map(({ name }, index) => ({
            label: name,
            stroke: colour(`--series-${index + 1}`),
            width: 2,
            dash: DASHES[index],
            // A rate that could not be measured is no gap in the curve.
            spanGaps: chart.across === 'rate',
            points: { show: chart.x.length < 2 || chart.across === 'rate' },
            value: (_, y, __, index) => reading(y, index, chart.unit),
          })),
        ],
      },
      [chart.x, ...chart.series.map(({ values }) => values)],
      plot,
    )
  }

  let drawn = new Map(figures.map((figure) => [figure, draw(figure)]))

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const chart of drawn.values()) chart.destroy()
    drawn = new Map(figures.map((figure) => [figure, draw(figure)]))
  })

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      drawn.get(target.closest('.chart')).setSize({ width: target.clientWidth, height: HEIGHT })
    }
  })
  for (const figure of figures) sizes.observe(figure.querySelector('.plot'))
  for (const note of document.querySelectorAll('.undrawn')) note.hidden = true
}
