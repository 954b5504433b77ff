import './schema-setup.ts'
import './styles.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { guardDrops } from './evidence/guard-drops.ts'
import { router } from './router.tsx'
import { applyTheme, readTheme } from './theme.ts'
import { ToastProvider } from './widgets/toasts.tsx'
import { AuthorProvider } from './workspace/author.tsx'
import { ShortcutProvider } from './workspace/shortcuts.tsx'

applyTheme(readTheme())
guardDrops()

const client = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
})
const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ToastProvider>
        <AuthorProvider>
          <ShortcutProvider>
            <RouterProvider router={router} />
          </ShortcutProvider>
        </AuthorProvider>
      </ToastProvider>
    </QueryClientProvider>
  </StrictMode>,
)
