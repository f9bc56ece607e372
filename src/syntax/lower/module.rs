//! Imports and exports.

use super::Lowerer;
use crate::{
    facts::code::{
        BindingId, Code, Export, Exported, ExprId, ExprKind, Import, ImportForm, ImportName, Imported, Origin, PatId,
        PatKind, PropertyKey, StmtKind, Sym,
    },
    source::span::Range,
    syntax::{
        grammar::{Field, Kind},
        scope::Names,
    },
};

/// An export that names a declaration, which may come later in the file.
pub(super) struct NamedExport {
    local: Sym,
    exported: Sym,
    range: Range,
}

/// Finds what named exports name. A name that nothing declares is a type or a mistake, and no export.
pub(super) fn resolve_exports(code: &mut Code, declared: &Names, named: Vec<NamedExport>) {
    for NamedExport { local, exported, range } in named {
        if let Some(binding) = declared.in_module(local) {
            code.exports.push(Export { name: exported, value: Exported::Binding(binding), range });
        }
    }
    code.exports.sort_by_key(|e| e.range);
}

impl Lowerer<'_> {
    pub(super) fn import_statement(&mut self) {
        let number = super::index(self.code.imports.len());
        let mut import = Import {
            source: None,
            form: ImportForm::Static,
            names: Vec::new(),
            type_only: false,
            call: None,
            range: self.range(),
        };
        self.children(|l, kind, field| match (kind, field) {
            (_, Field::Source) => import.source = Some(l.string_literal()),
            (Kind::ImportClause, _) => l.import_clause(number, &mut import.names),
            (Kind::ImportRequire, _) => l.children(|l, kind, _| match kind {
                Kind::Identifier => l.import_binding(number, Imported::Namespace, false, &mut import.names),
                Kind::String => import.source = Some(l.string_literal()),
                _ => {}
            }),
            (Kind::WordType | Kind::WordTypeof, _) => import.type_only = true,
            _ => {}
        });
        self.code.imports.push(import);
    }

    fn import_clause(&mut self, number: u32, names: &mut Vec<ImportName>) {
        self.children(|l, kind, _| match kind {
            Kind::Identifier => l.import_binding(number, Imported::Default, false, names),
            Kind::NamespaceImport => l.children(|l, kind, _| {
                if kind == Kind::Identifier {
                    l.import_binding(number, Imported::Namespace, false, names);
                }
            }),
            Kind::NamedImports => l.children(|l, kind, _| {
                if kind == Kind::ImportSpecifier {
                    l.import_specifier(number, names);
                }
            }),
            _ => {}
        });
    }

    fn import_specifier(&mut self, number: u32, names: &mut Vec<ImportName>) {
        let (mut imported, mut local, mut type_only) = (None, None, false);
        self.children(|l, kind, field| match (kind, field) {
            (_, Field::Name) => {
                imported = Some(l.specifier_name());
                local = local.or(Some((l.sym(), l.range())));
            }
            (_, Field::Alias) => local = Some((l.sym(), l.range())),
            (Kind::WordType, _) => type_only = true,
            _ => {}
        });
        if let Some((imported, (local, range))) = imported.zip(local) {
            let imported = self.imported(imported);
            self.name_import(number, imported, type_only, local, range, names);
        }
    }

    /// The name under the cursor is bound to `imported`.
    fn import_binding(&mut self, number: u32, imported: Imported, type_only: bool, names: &mut Vec<ImportName>) {
        let (local, range) = (self.sym(), self.range());
        self.name_import(number, imported, type_only, local, range, names);
    }

    fn name_import(
        &mut self,
        import: u32,
        imported: Imported,
        type_only: bool,
        local: Sym,
        range: Range,
        names: &mut Vec<ImportName>,
    ) {
        let origin = Origin::Import { import, name: super::index(names.len()) };
        let local = self.declare(local, range, origin, true, false);
        names.push(ImportName { imported, local: Some(local), exported: None, type_only });
    }

    fn specifier_name(&mut self) -> Sym {
        if self.kind() == Kind::String { self.string_literal() } else { self.sym() }
    }

    fn imported(&self, name: Sym) -> Imported {
        if self.names.get(name) == "default" { Imported::Default } else { Imported::Named(name) }
    }

    pub(super) fn export_statement(&mut self) {
        let range = self.range();
        let mut import =
            Import { source: None, form: ImportForm::ReExport, names: Vec::new(), type_only: false, call: None, range };
        let (mut is_default, mut is_assignment, mut locals) = (false, false, Vec::new());
        // What TypeScript calls `namespace` has exports of its own.
        let is_export = self.scopes.at_module();
        self.children(|l, kind, field| match (kind, field) {
            (_, Field::Source) => import.source = Some(l.string_literal()),
            (_, Field::Declaration) => l.export_declaration(kind, is_default, is_export),
            (_, Field::Value) => l.export_value(is_export),
            (Kind::ExportClause, _) => l.export_clause(&mut import.names, &mut locals),
            (Kind::NamespaceExport, _) => {
                let exported = l.namespace_export();
                import.names.push(ImportName {
                    imported: Imported::Namespace,
                    local: None,
                    exported,
                    type_only: false,
                });
            }
            (Kind::Star, _) => {
                import.names.push(ImportName {
                    imported: Imported::Namespace,
                    local: None,
                    exported: None,
                    type_only: false,
                });
            }
            (Kind::Decorator, _) => {
                let decorators = l.operand();
                l.decorators.extend(decorators);
            }
            (Kind::WordDefault, _) => is_default = true,
            (Kind::WordType, _) => import.type_only = true,
            (Kind::Equals, _) => is_assignment = true,
            // `export = value` has no field.
            _ if is_assignment && super::expr::is_operand(kind) => l.export_value(is_export),
            _ => {}
        });
        if import.source.is_some() {
            self.code.imports.push(import);
        } else if is_export {
            self.named_exports.extend(locals);
        }
    }

    /// `export * as name`.
    fn namespace_export(&mut self) -> Option<Sym> {
        let mut name = None;
        self.children(|l, kind, _| {
            if matches!(kind, Kind::Identifier | Kind::String) {
                name = Some(l.specifier_name());
            }
        });
        name
    }

    fn export_clause(&mut self, names: &mut Vec<ImportName>, locals: &mut Vec<NamedExport>) {
        self.children(|l, kind, _| {
            if kind != Kind::ExportSpecifier {
                return;
            }
            let (mut name, mut alias, mut type_only) = (None, None, false);
            l.children(|l, kind, field| match (kind, field) {
                (_, Field::Name) => name = Some(l.specifier_name()),
                (_, Field::Alias) => alias = Some(l.specifier_name()),
                (Kind::WordType, _) => type_only = true,
                _ => {}
            });
            let Some(local) = name else { return };
            let exported = alias.unwrap_or(local);
            locals.push(NamedExport { local, exported, range: l.range() });
            names.push(ImportName { imported: l.imported(local), local: None, exported: Some(exported), type_only });
        });
    }

    /// `export const a = 1`, `export function f() {}`, `export default function f() {}`.
    fn export_declaration(&mut self, kind: Kind, is_default: bool, is_export: bool) {
        let (first_pending, first_binding) = (self.pending.len(), self.code.bindings.len());
        self.lower_stmt();
        if !is_export {
            return;
        }
        let range = self.range();
        let mut exported = Vec::new();
        for &stmt in self.pending.iter().skip(first_pending) {
            match self.code.stmts.get(stmt as usize).map(|s| s.kind) {
                Some(StmtKind::Var { pattern, .. }) => self.code.bound_names(pattern, &mut exported),
                Some(StmtKind::Function(_) | StmtKind::Class(_) | StmtKind::Namespace { .. }) => {
                    // The own name is the first that a declaration declares, if it has one.
                    let own = |o: Origin| matches!(o, Origin::Function(_) | Origin::Class(_) | Origin::Other);
                    let first = self.code.bindings.get(first_binding).filter(|b| own(b.origin));
                    exported.extend(first.map(|_| BindingId(super::index(first_binding))));
                }
                _ => {}
            }
        }
        if matches!(kind, Kind::Interface | Kind::TypeAlias | Kind::ImportAlias)
            && self.code.bindings.len() > first_binding
        {
            exported.push(BindingId(super::index(first_binding)));
        }
        let default = self.names.intern("default");
        for binding in exported {
            let name = if is_default { default } else { self.code.binding(binding).name };
            self.code.exports.push(Export { name, value: Exported::Binding(binding), range });
        }
    }

    /// `export default e`, `export = e`.
    fn export_value(&mut self, is_export: bool) {
        let value = self.lower_expr();
        let range = self.range();
        let id = self.push_stmt(StmtKind::Expr(value), range);
        self.pending.push(id.0);
        if !is_export {
            return;
        }
        let name = self.names.intern("default");
        match self.code.expr(value) {
            ExprKind::Ident { name: local, .. } => {
                self.named_exports.push(NamedExport { local, exported: name, range });
            }
            _ => self.code.exports.push(Export { name, value: Exported::Expr(value), range }),
        }
    }

    /// `module.exports = e`, `exports.a = e`, `module.exports.a = e`.
    pub(super) fn export_from_assignment(&mut self, target: ExprId, value: Exported, range: Range) {
        let ExprKind::Member { object, property, .. } = self.code.expr(target) else { return };
        let is_name = |id: ExprId, text: &str| matches!(self.code.expr(id), ExprKind::Ident { name, .. } if self.names.get(name) == text);
        let is_module_exports = |id: ExprId| {
            matches!(self.code.expr(id), ExprKind::Member { object, property, .. }
                if self.names.get(property) == "exports" && is_name(object, "module"))
        };
        if is_module_exports(target) {
            let name = self.names.intern("default");
            self.code.exports.push(Export { name, value, range });
            self.export_properties(value);
        } else if is_name(object, "exports") || is_module_exports(object) {
            self.code.exports.push(Export { name: property, value, range });
        }
    }

    /// `module.exports = { a, b: e }` exports its properties too.
    fn export_properties(&mut self, value: Exported) {
        let Exported::Expr(value) = value else { return };
        let ExprKind::Object { properties } = self.code.expr(value) else { return };
        let exports: Vec<Export> = self
            .code
            .property_list(properties)
            .filter_map(|p| match p.key {
                PropertyKey::Name(name) => Some(Export { name, value: Exported::Expr(p.value), range: p.range }),
                _ => None,
            })
            .collect();
        self.code.exports.extend(exports);
    }

    /// `const { a } = require("x")`, `const m = await import("x")`: the names come from the other module.
    pub(super) fn name_required_module(&mut self, pattern: PatId, init: Option<ExprId>) {
        let Some(init) = init else { return };
        let call = match self.code.expr(init) {
            ExprKind::Await(call) => call,
            _ => init,
        };
        // Where the call is an import, it is the last one that was noted.
        let Some(number) = self.code.imports.len().checked_sub(1) else { return };
        if self.code.imports.get(number).and_then(|i| i.call) != Some(call) {
            return;
        }
        let names = self.imported_names(pattern);
        for (position, name) in names.iter().enumerate() {
            let origin = Origin::Import { import: super::index(number), name: super::index(position) };
            if let Some(binding) = name.local.and_then(|b| self.code.bindings.get_mut(b.index())) {
                binding.origin = origin;
            }
        }
        if let Some(import) = self.code.imports.get_mut(number) {
            import.names = names;
        }
    }

    fn imported_names(&self, pattern: PatId) -> Vec<ImportName> {
        let name = |imported, local| ImportName { imported, local: Some(local), exported: None, type_only: false };
        match self.code.pattern(pattern).kind {
            PatKind::Name(local) => vec![name(Imported::Namespace, local)],
            PatKind::Object { properties } => self
                .code
                .pattern_property_list(properties)
                .filter_map(|p| match (p.key, self.code.pattern(p.value).kind) {
                    (PropertyKey::Name(key), PatKind::Name(local)) => Some(name(self.imported(key), local)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}
