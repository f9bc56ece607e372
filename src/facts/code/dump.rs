//! A compact text of a [`Code`], for tests: close to JavaScript, with the number of the binding after each bound name.

use std::fmt::Write;

use super::{Code, ExprId, ExprKind, FnId, FunctionForm, List, MODULE, PatId, PatKind, PropertyKey, StmtId, StmtKind};

impl Code {
    /// The statements of the module, separated by spaces.
    pub(crate) fn dump(&self) -> String {
        self.dump_block(self.function(MODULE).body)
    }

    fn dump_block(&self, list: List) -> String {
        self.block(list).map(|s| self.dump_stmt(s)).collect::<Vec<_>>().join(" ")
    }

    fn dump_list(&self, list: List) -> String {
        self.expr_list(list).map(|e| self.dump_expr(e)).collect::<Vec<_>>().join(", ")
    }

    fn dump_stmt(&self, id: StmtId) -> String {
        let opt = |e: Option<ExprId>| e.map_or(String::new(), |e| format!(" {}", self.dump_expr(e)));
        match self.stmt(id).kind {
            StmtKind::Expr(e) => format!("{};", self.dump_expr(e)),
            StmtKind::Var { pattern, init, constant } => {
                let word = if constant { "const" } else { "let" };
                let init = init.map_or(String::new(), |e| format!(" = {}", self.dump_expr(e)));
                format!("{word} {}{init};", self.dump_pattern(pattern))
            }
            StmtKind::Return(e) => format!("return{};", opt(e)),
            StmtKind::Throw(e) => format!("throw {};", self.dump_expr(e)),
            StmtKind::If { test, then, otherwise } => {
                let otherwise = otherwise.map_or(String::new(), |b| format!(" else {{{}}}", self.dump_block(b)));
                format!("if {} {{{}}}{otherwise}", self.dump_expr(test), self.dump_block(then))
            }
            StmtKind::Loop { form, binding, header, body } => {
                let binding = binding.map_or(String::new(), |p| format!(" {}", self.dump_pattern(p)));
                format!("{form:?}{binding}{} {{{}}}", opt(header), self.dump_block(body))
            }
            StmtKind::Try { block, catch, finally } => {
                let mut text = format!("try {{{}}}", self.dump_block(block));
                if let Some(catch) = catch {
                    let param = catch.param.map_or(String::new(), |p| format!(" {}", self.dump_pattern(p)));
                    let comment = if catch.has_comment { "//" } else { "" };
                    let _ = write!(text, " catch{param} {{{}{comment}}}", self.dump_block(catch.body));
                }
                if let Some(finally) = finally {
                    let _ = write!(text, " finally {{{}}}", self.dump_block(finally));
                }
                text
            }
            StmtKind::Switch { on, cases } => {
                let cases: Vec<String> = self
                    .case_list(cases)
                    .map(|c| format!("case{}: {}", opt(c.test), self.dump_block(c.body)))
                    .collect();
                format!("switch {} {{{}}}", self.dump_expr(on), cases.join(" "))
            }
            StmtKind::Block(body) => format!("{{{}}}", self.dump_block(body)),
            StmtKind::Function(f) => self.dump_function(f),
            StmtKind::Class(c) => self.dump_class(c),
            StmtKind::Namespace { name, body } => format!("namespace {} {{{}}}", self.str(name), self.dump_block(body)),
            StmtKind::Break => "break;".to_owned(),
            StmtKind::Continue => "continue;".to_owned(),
            StmtKind::Unknown => "<unknown>".to_owned(),
        }
    }

    fn dump_expr(&self, id: ExprId) -> String {
        let expr = |e| self.dump_expr(e);
        match self.expr(id) {
            ExprKind::Ident { name, binding: Some(b) } => format!("{}#{}", self.str(name), b.0),
            ExprKind::Ident { name, .. } | ExprKind::Number(name) | ExprKind::Regex(name) => self.str(name).to_owned(),
            ExprKind::This => "this".to_owned(),
            ExprKind::Super => "super".to_owned(),
            ExprKind::String(s) => format!("{:?}", self.str(s)),
            ExprKind::Bool(b) => b.to_string(),
            ExprKind::Null => "null".to_owned(),
            ExprKind::Template { parts, tag } => {
                format!("{}`{}`", tag.map_or(String::new(), expr), self.dump_list(parts))
            }
            ExprKind::Member { object, property, optional } => {
                format!("{}{}{}", expr(object), if optional { "?." } else { "." }, self.str(property))
            }
            ExprKind::Index { object, index } => format!("{}[{}]", expr(object), expr(index)),
            ExprKind::Call { callee, args } => format!("{}({})", expr(callee), self.dump_list(args)),
            ExprKind::New { callee, args } => format!("new {}({})", expr(callee), self.dump_list(args)),
            ExprKind::Await(e) => format!("await {}", expr(e)),
            ExprKind::Unary { op, operand } => format!("{op:?}({})", expr(operand)),
            ExprKind::Update { target, increment } => {
                format!("{}{}", expr(target), if increment { "++" } else { "--" })
            }
            ExprKind::Binary { op, left, right } => format!("({} {op:?} {})", expr(left), expr(right)),
            ExprKind::Assign { op, target, value } => {
                format!("({} {}= {})", expr(target), op.map_or(String::new(), |o| format!("{o:?}")), expr(value))
            }
            ExprKind::Pattern(p) => self.dump_pattern(p),
            ExprKind::Conditional { test, then, otherwise } => {
                format!("({} ? {} : {})", expr(test), expr(then), expr(otherwise))
            }
            ExprKind::Object { properties } => format!("{{{}}}", self.dump_properties(properties)),
            ExprKind::Array { elements } => format!("[{}]", self.dump_list(elements)),
            ExprKind::Spread(e) => format!("...{}", expr(e)),
            ExprKind::Function(f) => self.dump_function(f),
            ExprKind::Class(c) => self.dump_class(c),
            ExprKind::Jsx(j) => {
                let jsx = self.jsx_element(j);
                let tag = jsx.component.map_or_else(|| self.str(jsx.tag).to_owned(), expr);
                format!("<{tag} {}>[{}]", self.dump_properties(jsx.attributes), self.dump_list(jsx.children))
            }
            ExprKind::Sequence(list) => format!("({})", self.dump_list(list)),
            ExprKind::Yield(e) => format!("yield{}", e.map_or(String::new(), |e| format!(" {}", expr(e)))),
            ExprKind::Unknown => "<unknown>".to_owned(),
        }
    }

    fn dump_properties(&self, list: List) -> String {
        let property = |p: super::Property| match p.key {
            PropertyKey::Name(name) => format!("{}: {}", self.str(name), self.dump_expr(p.value)),
            PropertyKey::Computed(key) => format!("[{}]: {}", self.dump_expr(key), self.dump_expr(p.value)),
            PropertyKey::Spread => format!("...{}", self.dump_expr(p.value)),
        };
        self.property_list(list).map(property).collect::<Vec<_>>().join(", ")
    }

    fn dump_function(&self, id: FnId) -> String {
        let f = self.function(id);
        let params: Vec<String> = self.pattern_list(f.params).map(|p| self.dump_pattern(p)).collect();
        let form = match f.form {
            FunctionForm::Arrow => "arrow",
            FunctionForm::Declaration | FunctionForm::Expression => "function",
            FunctionForm::Method => "method",
            FunctionForm::Getter => "get",
            FunctionForm::Setter => "set",
            FunctionForm::Constructor => "constructor",
            FunctionForm::StaticBlock => "static",
            FunctionForm::Module => "module",
        };
        let is_async = if f.is_async { "async " } else { "" };
        let star = if f.is_generator { "*" } else { "" };
        let name = f.name.map_or(String::new(), |n| format!(" {}", self.str(n)));
        format!("{is_async}{form}{star}{name}({}) {{{}}}", params.join(", "), self.dump_block(f.body))
    }

    fn dump_class(&self, id: super::ClassId) -> String {
        let class = self.class(id);
        let member = |m: super::Member| {
            let decorators: String = self.expr_list(m.decorators).map(|d| format!("@{} ", self.dump_expr(d))).collect();
            let is_static = if m.is_static { "static " } else { "" };
            let value = match (m.function, m.value) {
                (Some(f), _) => self.dump_function(f),
                (None, Some(v)) => format!("{} = {}", m.name.map_or("?", |n| self.str(n)), self.dump_expr(v)),
                (None, None) => m.name.map_or("?", |n| self.str(n)).to_owned(),
            };
            format!("{decorators}{is_static}{value};")
        };
        let members: Vec<String> = self.member_list(class.members).map(member).collect();
        let decorators: String = self.expr_list(class.decorators).map(|d| format!("@{} ", self.dump_expr(d))).collect();
        let name = class.name.map_or(String::new(), |n| format!(" {}", self.str(n)));
        let extends = class.extends.map_or(String::new(), |e| format!(" extends {}", self.dump_expr(e)));
        format!("{decorators}class{name}{extends} {{{}}}", members.join(" "))
    }

    fn dump_pattern(&self, id: PatId) -> String {
        let pattern = self.pattern(id);
        let text = match pattern.kind {
            PatKind::Name(b) => format!("{}#{}", self.str(self.binding(b).name), b.0),
            PatKind::Object { properties } => {
                let property = |p: super::PatternProperty| match p.key {
                    PropertyKey::Name(name) => format!("{}: {}", self.str(name), self.dump_pattern(p.value)),
                    PropertyKey::Computed(key) => format!("[{}]: {}", self.dump_expr(key), self.dump_pattern(p.value)),
                    PropertyKey::Spread => self.dump_pattern(p.value),
                };
                format!("{{{}}}", self.pattern_property_list(properties).map(property).collect::<Vec<_>>().join(", "))
            }
            PatKind::Array { elements } => {
                let elements: Vec<String> = self.pattern_list(elements).map(|p| self.dump_pattern(p)).collect();
                format!("[{}]", elements.join(", "))
            }
            PatKind::Default { pattern, default } => {
                return format!("{} = {}", self.dump_pattern(pattern), self.dump_expr(default));
            }
            PatKind::Rest(p) => format!("...{}", self.dump_pattern(p)),
            PatKind::Target(e) => self.dump_expr(e),
            PatKind::Unknown => "<unknown>".to_owned(),
        };
        pattern.type_name.map_or(text.clone(), |t| format!("{text}: {}", self.str(t)))
    }
}
