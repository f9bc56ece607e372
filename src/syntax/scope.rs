//! Which declaration each name means: scopes and declarations are noted during the walk and matched at its end, so that
//! hoisted names are found too.

use crate::facts::code::{BindingId, Code, ExprId, ExprKind, FnId, Sym};

/// A scope; numbered in the order in which they open, so that a scope's descendants are the numbers up to its end.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScopeId(u32);

struct Scope {
    parent: ScopeId,
    /// The scope of the function (or module) around: where `var` declares.
    hoist: ScopeId,
    function: FnId,
    /// One past the last descendant; set when the scope closes.
    end: u32,
}

struct Declaration {
    name: Sym,
    scope: ScopeId,
    /// Type-level names lose against values of the same name.
    is_type: bool,
    binding: BindingId,
}

/// All scopes of a file, the open one, what they declare and what names were used where.
#[derive(Default)]
pub(super) struct Scopes {
    all: Vec<Scope>,
    current: ScopeId,
    declarations: Vec<Declaration>,
    uses: Vec<(ExprId, Sym, ScopeId)>,
}

impl Scopes {
    /// Only the module's scope, open; the room of those of another file is kept.
    pub(super) fn start_again(&mut self, module: FnId) {
        let root = ScopeId(0);
        self.all.clear();
        self.all.push(Scope { parent: root, hoist: root, function: module, end: u32::MAX });
        self.current = root;
        self.declarations.clear();
        self.uses.clear();
    }

    /// Opens a block scope.
    pub(super) fn open_block(&mut self) {
        let (hoist, function) = self.get(self.current).map_or((ScopeId(0), FnId(0)), |s| (s.hoist, s.function));
        self.open(function, Some(hoist));
    }

    /// Opens the scope of a function: its parameters and the statements of its body.
    pub(super) fn open_function(&mut self, function: FnId) {
        self.open(function, None);
    }

    fn open(&mut self, function: FnId, hoist: Option<ScopeId>) {
        let id = ScopeId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Scope { parent: self.current, hoist: hoist.unwrap_or(id), function, end: u32::MAX });
        self.current = id;
    }

    /// Closes the innermost scope.
    pub(super) fn close(&mut self) {
        let end = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if let Some(scope) = self.all.get_mut(self.current.0 as usize) {
            scope.end = end;
            self.current = scope.parent;
        }
    }

    fn get(&self, id: ScopeId) -> Option<&Scope> {
        self.all.get(id.0 as usize)
    }

    /// The function whose scope is open.
    pub(super) fn function(&self) -> FnId {
        self.get(self.current).map_or(FnId(0), |s| s.function)
    }

    /// Whether the module's own scope is open.
    pub(super) fn at_module(&self) -> bool {
        self.current == ScopeId(0)
    }

    /// Notes that the open scope, or with `hoisted` that of the function around it, declares a name.
    pub(super) fn declare(&mut self, name: Sym, binding: BindingId, hoisted: bool, is_type: bool) {
        let scope = if hoisted { self.get(self.current).map_or(ScopeId(0), |s| s.hoist) } else { self.current };
        self.declarations.push(Declaration { name, scope, is_type, binding });
    }

    /// Notes that an identifier expression in the open scope uses a name.
    pub(super) fn use_name(&mut self, expr: ExprId, name: Sym) {
        self.uses.push((expr, name, self.current));
    }

    /// Binds every use, fills the reference lists, and gives back what finds names in the module's scope.
    pub(super) fn resolve(&mut self, code: &mut Code) -> Names {
        self.declarations.sort_by_key(|d| (d.name, d.scope, d.is_type));
        let names = Names::new(&self.declarations, &self.all);
        for &(expr, name, scope) in &self.uses {
            let Some(found) = names.find(name, scope) else { continue };
            if let Some(expr) = code.exprs.get_mut(expr.index()) {
                expr.kind = ExprKind::Ident { name, binding: Some(found) };
            }
        }
        list_references(code, &self.uses);
        names
    }
}

/// Declarations by name, for look-ups from any scope.
pub(super) struct Names {
    /// Sorted by (name, scope); one entry for each name of a scope.
    entries: Vec<Entry>,
}

struct Entry {
    name: Sym,
    scope: ScopeId,
    /// One past the last scope within.
    end: u32,
    /// The entry of the same name in the nearest scope around.
    around: Option<u32>,
    binding: BindingId,
}

impl Names {
    fn new(declarations: &[Declaration], scopes: &[Scope]) -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(declarations.len());
        let mut open: Vec<u32> = Vec::new();
        for declaration in declarations {
            match entries.last() {
                Some(last) if last.name == declaration.name => {
                    if last.scope == declaration.scope {
                        continue;
                    }
                }
                _ => open.clear(),
            }
            let ends = |&i: &u32| entries.get(i as usize).is_some_and(|e| e.end <= declaration.scope.0);
            while open.last().is_some_and(ends) {
                open.pop();
            }
            let index = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            entries.push(Entry {
                name: declaration.name,
                scope: declaration.scope,
                end: scopes.get(declaration.scope.0 as usize).map_or(u32::MAX, |s| s.end),
                around: open.last().copied(),
                binding: declaration.binding,
            });
            open.push(index);
        }
        Self { entries }
    }

    /// What `name` means in `scope`: the declaration in the nearest scope around.
    fn find(&self, name: Sym, scope: ScopeId) -> Option<BindingId> {
        let after = self.entries.partition_point(|e| (e.name, e.scope) <= (name, scope));
        let mut entry = self.entries.get(after.checked_sub(1)?).filter(|e| e.name == name)?;
        while entry.end <= scope.0 {
            entry = self.entries.get(entry.around? as usize)?;
        }
        Some(entry.binding)
    }

    /// What `name` means at the module's top level.
    pub(super) fn in_module(&self, name: Sym) -> Option<BindingId> {
        self.find(name, ScopeId(0))
    }
}

/// Sorts the bound uses by binding; within one they stay in source order.
fn list_references(code: &mut Code, uses: &[(ExprId, Sym, ScopeId)]) {
    let binding_of = |code: &Code, expr: ExprId| match code.exprs.get(expr.index()).map(|e| e.kind) {
        Some(ExprKind::Ident { binding, .. }) => binding,
        _ => None,
    };
    let mut bound: Vec<(BindingId, ExprId)> = Vec::with_capacity(uses.len());
    bound.extend(uses.iter().filter_map(|&(expr, ..)| Some((binding_of(code, expr)?, expr))));
    bound.sort_unstable();
    let starts = &mut code.reference_starts;
    starts.resize(code.bindings.len() + 1, 0);
    for &(binding, _) in &bound {
        if let Some(count) = starts.get_mut(binding.index() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in starts {
        sum += *start;
        *start = sum;
    }
    code.references.extend(bound.into_iter().map(|(_, expr)| expr));
}
