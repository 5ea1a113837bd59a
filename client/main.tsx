import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { createSettings } from './state/settings.ts'
import { browserStorage } from './state/storage.ts'
import './ui/tokens.css'
import './ui/base.css'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')

const settings = createSettings(
  browserStorage(() => localStorage),
  matchMedia('(prefers-color-scheme: dark)'),
)
render(() => <App settings={settings} />, root)
