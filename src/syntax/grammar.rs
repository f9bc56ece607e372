//! Node kinds and fields of the three grammars under one set of numbers, so that a walk dispatches on small enums
//! instead of names. The tables are made once per parser, from the names the grammars give their ids.

use tree_sitter::Language;

macro_rules! table {
    ($(#[$doc:meta])* $name:ident, $other:ident: $($variant:ident = $text:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $other, $($variant),* }

        impl $name {
            fn from_name(name: &str) -> Self {
                match name { $($text => Self::$variant,)* _ => Self::$other }
            }
        }
    };
}

table! {
    /// The kinds of node that lowering tells apart; all others are `Other`.
    Kind, Other:
    // Expressions
    Identifier = "identifier", Undefined = "undefined", This = "this", Super = "super", String = "string",
    Number = "number", True = "true", False = "false", Null = "null", Regex = "regex", Template = "template_string",
    Substitution = "template_substitution", Member = "member_expression", Subscript = "subscript_expression",
    Call = "call_expression", New = "new_expression", Await = "await_expression", Unary = "unary_expression",
    Update = "update_expression", Binary = "binary_expression", Assignment = "assignment_expression",
    AugmentedAssignment = "augmented_assignment_expression", Ternary = "ternary_expression", Object = "object",
    Array = "array", Spread = "spread_element", Arrow = "arrow_function", FunctionExpression = "function_expression",
    GeneratorFunction = "generator_function", Class = "class", Sequence = "sequence_expression",
    Yield = "yield_expression", Parenthesized = "parenthesized_expression", As = "as_expression",
    Satisfies = "satisfies_expression", NonNull = "non_null_expression", TypeAssertion = "type_assertion",
    Instantiation = "instantiation_expression", ImportWord = "import", MetaProperty = "meta_property",
    PrivateName = "private_property_identifier", TypeArguments = "type_arguments",
    // Parts of expressions
    Pair = "pair", Shorthand = "shorthand_property_identifier", Method = "method_definition",
    ComputedName = "computed_property_name", PropertyName = "property_identifier", Arguments = "arguments",
    OptionalChain = "optional_chain", Decorator = "decorator",
    // JSX
    JsxElement = "jsx_element", JsxSelfClosing = "jsx_self_closing_element", JsxExpression = "jsx_expression",
    JsxAttribute = "jsx_attribute", JsxNamespaceName = "jsx_namespace_name",
    // Patterns
    ArrayPattern = "array_pattern", ObjectPattern = "object_pattern", AssignmentPattern = "assignment_pattern",
    ObjectAssignmentPattern = "object_assignment_pattern", PairPattern = "pair_pattern", RestPattern = "rest_pattern",
    ShorthandPattern = "shorthand_property_identifier_pattern", RequiredParameter = "required_parameter",
    OptionalParameter = "optional_parameter",
    // Statements
    ExpressionStatement = "expression_statement", Lexical = "lexical_declaration", Variable = "variable_declaration",
    Using = "using_declaration", Declarator = "variable_declarator", FunctionDeclaration = "function_declaration",
    GeneratorDeclaration = "generator_function_declaration", ClassDeclaration = "class_declaration",
    AbstractClass = "abstract_class_declaration", Enum = "enum_declaration", EnumAssignment = "enum_assignment",
    Interface = "interface_declaration", TypeAlias = "type_alias_declaration", InternalModule = "internal_module",
    Ambient = "ambient_declaration", ImportAlias = "import_alias", Return = "return_statement",
    Throw = "throw_statement", If = "if_statement", Else = "else_clause", For = "for_statement",
    ForIn = "for_in_statement", While = "while_statement", Do = "do_statement", Try = "try_statement",
    Catch = "catch_clause", Finally = "finally_clause", Switch = "switch_statement", SwitchCase = "switch_case",
    SwitchDefault = "switch_default", Block = "statement_block", Break = "break_statement",
    Continue = "continue_statement", Labeled = "labeled_statement", With = "with_statement",
    Import = "import_statement", Export = "export_statement",
    // Parts of statements
    ImportClause = "import_clause", NamedImports = "named_imports", ImportSpecifier = "import_specifier",
    NamespaceImport = "namespace_import", ImportRequire = "import_require_clause", ExportClause = "export_clause",
    ExportSpecifier = "export_specifier", NamespaceExport = "namespace_export", ClassHeritage = "class_heritage",
    ExtendsClause = "extends_clause", ClassField = "public_field_definition", JsField = "field_definition",
    StaticBlock = "class_static_block", TypeIdentifier = "type_identifier", GenericType = "generic_type",
    TypeAnnotation = "type_annotation", Comment = "comment", HtmlComment = "html_comment",
    // The node of a region that did not parse; never a name of a grammar.
    Error = "ERROR",
    // Keywords and signs, whose names start with a blank here since some are also names of nodes
    WordAsync = " async", WordStatic = " static", WordGet = " get", WordSet = " set", WordType = " type",
    WordDefault = " default", WordConst = " const", WordVar = " var", WordAwait = " await", WordIn = " in",
    WordInstanceof = " instanceof", WordTypeof = " typeof", WordVoid = " void", WordDelete = " delete",
    Star = " *", Equals = " =", Increment = " ++", Not = " !", Minus = " -", Plus = " +", Tilde = " ~", And = " &&",
    Or = " ||", Coalesce = " ??", EqualEqual = " ==", EqualEqualEqual = " ===", NotEqual = " !=",
    NotEqualEqual = " !==", Less = " <", LessEqual = " <=", Greater = " >", GreaterEqual = " >=", Slash = " /",
    Percent = " %", StarStar = " **", AndAssign = " &&=", OrAssign = " ||=", CoalesceAssign = " ??=",
    PlusAssign = " +=", MinusAssign = " -=", StarAssign = " *=", SlashAssign = " /=", PercentAssign = " %=",
    PowerAssign = " **=",
}

table! {
    /// The fields that lowering asks for; a child without a field, or with another one, has `None`.
    Field, None:
    Alias = "alias", Alternative = "alternative", Argument = "argument", Arguments = "arguments",
    Attribute = "attribute", Body = "body", Condition = "condition", Consequence = "consequence",
    Constructor = "constructor", Declaration = "declaration", Decorator = "decorator", Finalizer = "finalizer",
    Function = "function", Handler = "handler", Increment = "increment", Index = "index",
    Initializer = "initializer", Key = "key", KindWord = "kind", Label = "label", Left = "left", Name = "name",
    Object = "object", OpenTag = "open_tag", Operator = "operator", Parameter = "parameter",
    Parameters = "parameters", Pattern = "pattern", Property = "property", Right = "right", Source = "source",
    Type = "type", Value = "value",
}

/// The tables of one grammar: from its ids to [`Kind`] and [`Field`].
pub(crate) struct Grammar {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Grammar {
    /// Reads the names of a grammar once.
    pub(crate) fn new(language: &Language) -> Self {
        let kinds = (0..language.node_kind_count())
            .map(|id| {
                let Ok(id) = u16::try_from(id) else { return Kind::Other };
                let name = language.node_kind_for_id(id).unwrap_or("");
                if language.node_kind_is_named(id) {
                    Kind::from_name(name)
                } else {
                    Kind::from_name(&format!(" {name}"))
                }
            })
            .collect();
        let fields = (0..=language.field_count())
            .map(|id| {
                u16::try_from(id)
                    .ok()
                    .and_then(|id| language.field_name_for_id(id))
                    .map_or(Field::None, Field::from_name)
            })
            .collect();
        Self { kinds, fields }
    }

    /// The kind that a node's id stands for. Error nodes have an id beyond the table.
    pub(crate) fn kind(&self, id: u16) -> Kind {
        if id == u16::MAX { Kind::Error } else { self.kinds.get(usize::from(id)).copied().unwrap_or(Kind::Other) }
    }

    /// The field that an id stands for.
    pub(crate) fn field(&self, id: u16) -> Field {
        self.fields.get(usize::from(id)).copied().unwrap_or(Field::None)
    }
}
