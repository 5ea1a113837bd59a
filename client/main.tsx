import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { keepPage } from './edge/keep_page.ts'
import { createSettings } from './state/settings.ts'
import { browserStorage } from './state/storage.ts'
import { createVisits } from './state/visits.ts'
import './ui/tokens.css'
import './ui/base.css'
import { later } from './ui/later.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')

const storage = browserStorage(() => localStorage, window)
const settings = createSettings(storage, matchMedia('(prefers-color-scheme: dark)'))
const visits = createVisits(storage)
const SignInGate = later(() => import('./SignInGate.tsx'))
// Where one has to sign in, the server says so in the head of its page.
const Page = document.querySelector('meta[name="tandem-sign-in"]') ? SignInGate : App
render(() => <Page settings={settings} visits={visits} storage={storage} />, root)
if (import.meta.env.PROD) keepPage(window, navigator)
