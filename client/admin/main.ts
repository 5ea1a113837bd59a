import { render } from 'solid-js/web'
import { AdminPage } from './AdminPage.tsx'
import '../ui/tokens.css'
import '../ui/base.css'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')
render(AdminPage, root)
