/**
 * The groups of nodes that reach each other (Tarjan's strongly connected components of more than one node, and
 * nodes with an edge to themselves), each sorted. Empty exactly when the graph has no cycle.
 */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const found: string[][] = []
  const lower = (node: string, to: number) => low.set(node, Math.min(low.get(node) ?? to, to))

  const visit = (node: string): void => {
    const mine = index.size
    index.set(node, mine)
    low.set(node, mine)
    stack.push(node)
    onStack.add(node)
    const targets = graph.get(node) ?? []
    for (const target of targets) {
      const seen = index.get(target)
      if (seen === undefined) {
        visit(target)
        lower(node, low.get(target) ?? mine)
      } else if (onStack.has(target)) lower(node, seen)
    }
    if (low.get(node) !== mine) return
    const group = stack.splice(stack.indexOf(node))
    for (const member of group) onStack.delete(member)
    if (group.length > 1 || targets.includes(node)) found.push(group.sort())
  }

  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return found
}
