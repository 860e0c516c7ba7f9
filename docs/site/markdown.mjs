// What the site adds to Markdown that also reads well in the repository.

const FENCE = /^```(\S*) +\[([^\]]+)\]\s*$/

// Code blocks with titles that follow each other directly become tabs:
//
//   ```yaml [SAM]
//   …
//   ```
//
//   ```hcl [Terraform]
//   …
//   ```
export function titledFencesAsTabs(md) {
  md.core.ruler.after('normalize', 'titled-fences-as-tabs', state => {
    const lines = state.src.split('\n')
    const out = []
    let at = 0
    while (at < lines.length) {
      const group = readGroup(lines, at)
      if (group.fences > 1) {
        out.push('::: code-group', ...lines.slice(at, group.end), ':::')
        at = group.end
      } else if (group.end > at) {
        out.push(...lines.slice(at, group.end))
        at = group.end
      } else if (/^(```|~~~)/.test(lines[at])) {
        const end = endOfFence(lines, at)
        out.push(...lines.slice(at, end))
        at = end
      } else {
        out.push(lines[at++])
      }
    }
    state.src = out.join('\n')
  })
}

// The titled code blocks that begin at a line, and the line after the last of them.
function readGroup(lines, start) {
  let fences = 0
  let end = start
  let at = start
  while (at < lines.length && FENCE.test(lines[at])) {
    end = endOfFence(lines, at)
    fences++
    at = end
    while (at < lines.length && lines[at].trim() === '') at++
  }
  return { fences, end }
}

function endOfFence(lines, start) {
  const mark = lines[start].slice(0, 3)
  let at = start + 1
  while (at < lines.length && lines[at].trimEnd() !== mark) at++
  return Math.min(at + 1, lines.length)
}

// Pages of the repository that the site has too, by their path from its root.
const PAGES = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changes.md',
  'SECURITY.md': 'security.md',
  'CONTRIBUTING.md': 'contributing.md',
  'examples/shop/README.md': 'example.md',
  'benchmarks/README.md': 'benchmarks.md',
}

// Links and images out of docs/ lead to the site's own copy of the page, or into the repository.
export function repositoryLinks(md, repository) {
  md.core.ruler.push('repository-links', state => {
    const page = state.env.relativePath ?? ''
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type === 'link_open') {
          child.attrSet('href', rewritten(child.attrGet('href'), page, repository))
        } else if (child.type === 'image') {
          child.attrSet('src', rewritten(child.attrGet('src'), page, repository))
        }
      }
    }
  })
}

export function rewritten(href, page, repository) {
  if (/^([a-z]+:|#|\/)/i.test(href)) {
    return href
  }
  const [path, fragment] = href.split('#')
  const copied = Object.entries(PAGES).find(([, name]) => name === page)
  // Where the page is in the repository decides what its links mean.
  const folder = (copied ? copied[0] : `docs/${page}`).split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') folder.pop()
    else if (part !== '.' && part !== '') folder.push(part)
  }
  const inRepository = folder.join('/')
  const hash = fragment === undefined ? '' : `#${fragment}`
  if (PAGES[inRepository]) {
    return `${up(page)}${PAGES[inRepository]}${hash}`
  }
  if (inRepository.startsWith('docs/')) {
    return `${up(page)}${inRepository.slice('docs/'.length)}${hash}`
  }
  return `${repository}/blob/main/${inRepository}${hash}`
}

// Headings quote what a browser writes: the URLs in them are examples and lead nowhere.
export function headingsWithoutLinks(md) {
  md.core.ruler.after('linkify', 'headings-without-links', state => {
    state.tokens.forEach((token, index) => {
      if (token.type === 'inline' && state.tokens[index - 1].type === 'heading_open') {
        token.children = token.children.filter(child => !(child.type.startsWith('link_') && child.markup === 'linkify'))
      }
    })
  })
}

function up(page) {
  return `./${'../'.repeat(page.split('/').length - 1)}`
}

// The names of headings are those of the repository's pages, so that links work in both.
export function slugify(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')
}

// Markdown has no table without a head: an empty one is left out, and a single empty cell of a head names no column.
export function withoutEmptyHeads(md) {
  md.core.ruler.push('without-empty-heads', state => {
    for (let at = 0; at < state.tokens.length; at++) {
      if (state.tokens[at].type !== 'thead_open') continue
      const end = state.tokens.findIndex((token, index) => index > at && token.type === 'thead_close')
      const cells = state.tokens.slice(at, end).filter(token => token.type === 'inline')
      if (cells.every(cell => cell.content.trim() === '')) {
        state.tokens.splice(at, end - at + 1)
        continue
      }
      for (let cell = at; cell < end; cell++) {
        if (state.tokens[cell].type === 'th_open' && state.tokens[cell + 1].content.trim() === '') {
          state.tokens[cell].tag = 'td'
          state.tokens[cell + 2].tag = 'td'
        }
      }
    }
  })
}

// Indented code looks as code between fences does, and can be copied.
export function indentedCodeAsFences(md) {
  md.core.ruler.push('indented-code-as-fences', state => {
    for (const token of state.tokens) {
      if (token.type === 'code_block') Object.assign(token, { type: 'fence', tag: 'code', markup: '```', info: 'text' })
    }
  })
}
