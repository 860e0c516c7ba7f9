// The menus: the pages in the order in which somebody who is new would read them. A page that is in no section fails the site's test. The
// pages of a folder have a menu of their own, behind the folder's index page.
export const sections = [
  { title: 'Begin', pages: ['index', 'get-it', 'use-it', 'example', 'coming-from'] },
  { title: 'In your function', pages: ['lambda', 'policy', 'origins', 'why-not', 'seven-mistakes'] },
  { title: 'Explain a blocked call', pages: ['explain', 'errors', 'errors/index', 'page', 'browsers'] },
  { title: 'Run it locally', pages: ['local', 'console', 'functions', 'builds', 'backing-services', 'corsac-yaml', 'templates'] },
  { title: 'Before you deploy', pages: ['check', 'test-kit', 'generate', 'ship', 'gateway-errors'] },
  { title: 'Recipes', pages: ['recipes/index'] },
  { title: 'As on AWS', pages: ['aws', 'mutants', 'others'] },
  { title: 'Reference', pages: ['commands/index', 'json', 'versions', 'changes', 'security', 'contributing', 'benchmarks'] },
]

export const folders = ['errors', 'recipes', 'commands']
