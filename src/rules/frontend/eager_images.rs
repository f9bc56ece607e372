//! Pictures without lazy loading, where a page has many of them: in a list, or written out one by one.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprId, ExprKind, Jsx, Node, Origin, PropertyKey},
    model::{
        File, Project, Role,
        queries::{Over, enclosing_loop, is_typed_by_hand},
    },
    rules::Sink,
    source::span::{FileId, Span},
    vocab::{self, Vocabulary},
};

/// Fewer pictures of one file than this may all be seen at first.
const MANY: usize = 8;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let is_shown = |id: FileId| project.sides.of(id).is_client() && project.sides.may_run(id);
    let files = project.code_files().filter(|(id, f, _)| f.role == Role::Source && is_shown(*id));
    let mut lists: Vec<Span> = Vec::new();
    let mut single: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for (id, _, code) in files.filter(|(_, file, _)| !is_for_paper_or_mail(file)) {
        for (source, _) in
            code.pictures().filter(|(_, jsx)| !is_told_when(code, jsx) && !is_small(&project.vocab, code, jsx))
        {
            let at = code.range(source).in_file(id);
            if !project.sides.may_run_at(at) {
                continue;
            }
            if let Some(repeat) = enclosing_loop(id, code, source).filter(|r| r.over == Over::Items) {
                if !is_brought_along(code, source) && !is_just_taken(project, code, repeat.whole) {
                    lists.push(at);
                }
            } else {
                single.entry(id).or_default().push(at);
            }
        }
    }
    let crowded = single.into_values().filter(|places| places.len() >= MANY);
    let firsts: Vec<(Span, usize)> = crowded.filter_map(|places| Some((*places.first()?, places.len()))).collect();
    let crowds = firsts.into_iter().map(|(at, count)| (at, format!("{count} pictures are loaded at once")));
    let lists = lists.into_iter().map(|at| (at, "every picture of this list is loaded at once".to_owned()));
    let all: Vec<(Span, String)> = lists.chain(crowds).collect();
    let Some(((first, what), others)) = all.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => "; so it is in one more place".to_owned(),
        n => format!("; so it is in {n} more places"),
    };
    let message = format!("{what}, also those that nobody has scrolled to{more}");
    let finding = sink.report(*first, "images", message);
    for (at, what) in others {
        finding.place(*at, what.clone());
    }
}

/// Logos, portraits and icons, by their names or their size: a few kilobytes each, and mostly seen at once.
fn is_small(vocab: &Vocabulary, code: &Code, jsx: &Jsx) -> bool {
    let says_small = |text: &str| vocab::split(text).iter().any(|word| vocab.words.small_pictures.has(word));
    code.property_list(jsx.attributes).any(|property| {
        let PropertyKey::Name(name) = property.key else { return false };
        match code.str(name) {
            "className" | "class" if names_in(code, property.value).any(is_small_box) => true,
            "src" | "alt" | "className" | "class" => names_in(code, property.value).any(says_small),
            "width" | "height" => names_in(code, property.value).any(|n| n.parse::<u32>().is_ok_and(|n| n <= LARGEST)),
            _ => false,
        }
    })
}

/// A picture of so many pixels is small.
const LARGEST: u32 = 96;

/// `h-6 w-6`, `size-12`: classes that hold a picture to 96 pixels, whatever the width of the screen.
fn is_small_box(classes: &str) -> bool {
    let sizes =
        classes.split_whitespace().filter_map(|class| ["h-", "w-", "size-"].iter().find_map(|p| class.strip_prefix(p)));
    sizes.filter_map(|size| size.parse::<f32>().ok()).any(|size| size <= 24.0)
}

/// Pictures that somebody has just picked or taken: the list begins empty and grows before his eyes.
fn is_just_taken(project: &Project, code: &Code, whole: Span) -> bool {
    project.list_of_loop(whole).is_some_and(|list| is_typed_by_hand(code, list) || grows_by_files(code, list))
}

/// `<input type="file">` and `onChange([...photos, ...added])` in the file that shows `photos`: the list is what somebody puts
/// in himself, wherever it is kept.
fn grows_by_files(code: &Code, list: ExprId) -> bool {
    let Some(name) = code.last_name(list) else { return false };
    let takes_files = |jsx: &Jsx| {
        code.str(jsx.tag).eq_ignore_ascii_case("input")
            && code
                .property_list(jsx.attributes)
                .any(|p| code.property_name(&p) == Some("type") && code.string(p.value) == Some("file"))
    };
    let is_list = |e: ExprId| match code.expr(e) {
        ExprKind::Spread(of) => names_in(code, of).any(|part| part == name),
        _ => false,
    };
    let adds = || {
        code.exprs.iter().any(|e| match e.kind {
            ExprKind::Array { elements } => {
                let mut all = code.expr_list(elements);
                all.len() > 1 && all.next().is_some_and(is_list)
            }
            _ => false,
        })
    };
    code.jsx.iter().any(takes_files) && adds()
}

/// `import dock from "@/assets/dock.svg"`: in a list, each row shows the same file, and it is fetched once.
fn is_brought_along(code: &Code, source: ExprId) -> bool {
    match code.expr(source) {
        ExprKind::Ident { binding: Some(binding), .. } => {
            matches!(code.binding(binding).origin, Origin::Import { .. })
        }
        _ => false,
    }
}

/// Texts, numbers and names in an expression.
fn names_in(code: &Code, expr: ExprId) -> impl Iterator<Item = &str> {
    code.within_node(Node::Expr(expr)).filter_map(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::String(text) | ExprKind::Number(text) => Some(code.str(text)),
            ExprKind::Member { property, .. } => Some(code.str(property)),
            ExprKind::Ident { name, .. } => Some(code.str(name)),
            _ => None,
        },
        _ => None,
    })
}

fn is_for_paper_or_mail(file: &File) -> bool {
    let path = file.path.to_ascii_lowercase();
    ["email", "mail", "pdf", "print", "invoice", "receipt"].iter().any(|word| path.contains(word))
}

fn is_told_when(code: &Code, jsx: &Jsx) -> bool {
    code.property_list(jsx.attributes).any(|p| match p.key {
        PropertyKey::Name(name) => matches!(code.str(name), "loading" | "fetchPriority" | "fetchpriority"),
        PropertyKey::Spread => true,
        PropertyKey::Computed(_) => false,
    })
}
