// The site's settings: what is in its menus, and how the Markdown of docs/ becomes its pages.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { headingsWithoutLinks, indentedCodeAsFences, repositoryLinks, slugify, titledFencesAsTabs, withoutEmptyHeads } from './markdown.mjs'
import { folders, sections } from './sections.mjs'

const source = join(dirname(fileURLToPath(import.meta.url)), '..')
// docs/build sets these.
const version = process.env.CORSAC_DOCS_VERSION ?? 'development'
const repository = process.env.CORSAC_DOCS_REPOSITORY ?? ''
const older = (process.env.CORSAC_DOCS_OLDER ?? '').split(' ').filter(Boolean)
const base = process.env.CORSAC_DOCS_BASE ?? '/'
// Where the newest version is; older ones are in folders below it.
const root = process.env.CORSAC_DOCS_ROOT ?? base

const exists = page => existsSync(join(source, `${page}.md`))

// The title of a page is its first heading.
function titleOf(page) {
  if (page === 'index') return 'What it does'
  const heading = /^# (.*)$/m.exec(readFileSync(join(source, `${page}.md`), 'utf8'))
  return heading ? heading[1].replaceAll('`', '') : page
}

function pagesIn(folder) {
  const path = join(source, folder)
  return existsSync(path)
    ? readdirSync(path).filter(name => name.endsWith('.md') && name !== 'index.md').sort().map(name => `${folder}/${name.slice(0, -3)}`)
    : []
}

const item = page => ({ text: titleOf(page), link: `/${page.replace(/(^|\/)index$/, '$1')}` })

const menu = sections
  .map(({ title, pages }) => ({ text: title, items: pages.filter(exists).map(item) }))
  .filter(section => section.items.length > 0)

// A folder's own menu, longest path first: that is how the generator looks for one.
const sidebar = {}
for (const folder of folders.filter(each => pagesIn(each).length > 0)) {
  sidebar[`/${folder}/`] = [{ text: titleOf(`${folder}/index`), items: [`${folder}/index`, ...pagesIn(folder)].map(item) }, ...menu]
}
sidebar['/'] = menu

const everything = [...menu, ...Object.values(sidebar).slice(0, -1).map(([own]) => own)]

// What a program that reads the site gets: the pages' list with a sentence about each, and each page as Markdown.
function forPrograms(outDir) {
  const lines = ['# Corsac', '', '> CORS for AWS Lambda in Java: the policy and its handlers, a local run that behaves as AWS does,',
    '> a model of the browsers that explains blocked calls, and checks of templates before they are deployed.', '']
  for (const { text, items } of everything) {
    lines.push(`## ${text}`, '')
    for (const { text: title, link: path } of items) {
      const link = path.endsWith('/') ? `${path}index` : path
      const markdown = readFileSync(join(source, `${link}.md`), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')
      const sentence = markdown.split('\n\n').map(each => each.replaceAll('\n', ' ').trim()).find(each => /^[A-Z`*[]/.test(each)) ?? ''
      lines.push(`- [${title}](${base}${link.slice(1)}.md): ${sentence.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').slice(0, 200)}`)
      const target = join(outDir, `${link}.md`)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, markdown)
    }
    lines.push('')
  }
  writeFileSync(join(outDir, 'llms.txt'), lines.join('\n'))
}

export default defineConfig({
  title: 'Corsac',
  description: 'CORS for AWS Lambda in Java: a policy, handlers, a local run that fails where AWS fails, and why a browser blocked a call.',
  lang: 'en',
  base,
  outDir: process.env.CORSAC_DOCS_OUTPUT,
  srcExclude: ['**/node_modules/**'],
  // Links to what docs/build adds afterwards.
  ignoreDeadLinks: [/^https?:\/\/localhost/, /^\/(javadoc|explain)\//],
  head: [['link', { rel: 'icon', href: `${base}icon.svg`, type: 'image/svg+xml' }]],
  markdown: {
    // Colours that everybody can tell apart.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify },
    headers: { slugify, level: [2, 3] },
    toc: { slugify },
    config(md) {
      withoutEmptyHeads(md)
      headingsWithoutLinks(md)
      indentedCodeAsFences(md)
      titledFencesAsTabs(md)
      repositoryLinks(md, repository)
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Get it', link: '/get-it' },
      { text: 'Errors', link: '/errors' },
      { text: 'Explain an error', link: `${base}explain/index.html`, target: '_self' },
      { text: 'Javadoc', link: `${base}javadoc/index.html`, target: '_self' },
      {
        text: version,
        items: [
          { text: 'Changes', link: '/changes' },
          { text: 'What versions promise', link: '/versions' },
          ...older.map(each => ({ text: each, link: `${root}${each}/`, target: '_self' })),
        ],
      },
    ],
    sidebar,
    socialLinks: repository ? [{ icon: 'github', link: repository }] : [],
    footer: { message: 'Apache License 2.0' },
    docFooter: { prev: 'Before', next: 'Next' },
  },
  // What a search engine shows of an error's page is the first sentence on it that a browser writes.
  transformPageData(pageData) {
    if (pageData.relativePath.startsWith('errors/') && !pageData.relativePath.endsWith('index.md')) {
      const sentence = /^### (.*)$/m.exec(readFileSync(join(source, pageData.relativePath), 'utf8'))
      if (sentence) pageData.description = sentence[1].replaceAll('\\', '')
    }
  },
  buildEnd({ outDir }) {
    forPrograms(outDir)
  },
})
