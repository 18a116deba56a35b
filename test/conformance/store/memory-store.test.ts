import { describe } from 'vitest'
import { createMemoryStore } from '../../../server/store/memory-store.ts'
import { storeCases } from './store-cases.ts'

describe('memory store', () => storeCases(createMemoryStore))
