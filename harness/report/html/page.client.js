{
  const form = document.getElementById('filter')

  function opened(element) {
    for (let parent = element; parent !== null; parent = parent.parentElement) {
      if (parent instanceof HTMLDetailsElement) parent.open = true
    }
  }

  // A link may lead into a part that is folded up.
  function reveal() {
    const target = document.querySelector(':target')
    if (target === null || target.closest('details:not([open])') === null) return
    opened(target)
    target.scrollIntoView()
  }

  function filter() {
    const words = form.elements.text.value.toLowerCase().split(/\s+/)
    const outcome = form.elements.outcome.value
    const narrowed = outcome !== '' || words.some((word) => word !== '')
    const rows = [...document.querySelectorAll('tr[data-outcome]')]
    for (const row of rows) {
      const text = `${row.textContent} ${row.parentElement.rows[0].textContent}`.toLowerCase()
      row.hidden =
        (outcome !== '' && row.dataset.outcome !== outcome) || !words.every((word) => text.includes(word))
    }
    for (const group of document.querySelectorAll('#verifications details, #verifications tbody')) {
      group.hidden = group.querySelector('tr[data-outcome]:not([hidden])') === null
      if (group.matches('.spec')) group.open = narrowed
    }
    form.elements.namedItem('shown').value = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`
  }

  if (form !== null) {
    form.addEventListener('input', filter)
    form.addEventListener('submit', (event) => event.preventDefault())
    document.addEventListener('keydown', (event) => {
      const writing = event.target instanceof Element && event.target.matches('input, select, textarea')
      if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      form.elements.text.focus()
    })
  }
  addEventListener('hashchange', reveal)
  addEventListener('beforeprint', () => {
    for (const fold of document.querySelectorAll('.card details')) fold.open = true
  })
  addEventListener('load', reveal)
}
