//! Functions of running files that nothing names: what stands in them never runs.
//!
//! Only names are compared: a function is taken for uncalled where no other file that may run, and that imports its module in
//! whatever way, has its name in any form (an import, a member), no file has it as a text, and its own file names it only
//! within itself or its like. Methods of classes are called on what others hand out: of these any mention counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    mentions::{Mentions, Sources},
    objects,
    unused::Known,
};
use crate::{
    facts::code::{
        BindingId, ClassId, Code, Exported, ExprKind, FunctionForm, ImportForm, Imported, MODULE, Origin, PropertyKey,
        Sym,
    },
    frameworks::entries,
    model::{Role, modules::Target},
    source::span::{FileId, Range},
};

/// A function that runs only where somebody names it.
struct Waiting<'a> {
    name: &'a str,
    range: Range,
    form: Form,
    /// Whether other files can name it.
    is_offered: bool,
    /// The object that holds it.
    object: Option<&'a str>,
}

impl Waiting<'_> {
    /// Whether it is a method of a class: an instance of it goes where no import of its module is.
    fn is_of_instance(&self) -> bool {
        matches!(self.form, Form::Method(_)) && self.object.is_none()
    }
}

#[derive(Clone, Copy)]
enum Form {
    Declared(BindingId),
    Method(Sym),
}

/// Which exports of a module `"use server"` wait for their names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remote {
    /// None, once something imports the module: each export may have an address of its own.
    Offered,
    /// All of them: no page ever sends a request to one that no code names.
    Asked,
}

/// The functions of each file that never run, in source order, none within another.
pub(super) struct Uncalled {
    /// Nothing starts them.
    pub(super) by_nothing: Vec<Vec<Range>>,
    /// The same, with actions of the server that no code names: who knew their addresses could start them, and no page does.
    pub(super) by_no_page: Vec<Vec<Range>>,
}

impl<'a> Known<'a> {
    /// The functions that nothing names. `unused` tells which files never run.
    pub(super) fn uncalled(self, unused: &[bool]) -> Uncalled {
        let by_nothing = self.unnamed(unused, Remote::Offered);
        let has_actions = self.running_code(unused).any(|(_, code)| is_remote(code));
        let by_no_page = if has_actions { self.unnamed(unused, Remote::Asked) } else { by_nothing.clone() };
        Uncalled { by_nothing, by_no_page }
    }

    fn unnamed(self, unused: &[bool], remote: Remote) -> Vec<Vec<Range>> {
        let mut waiting = self.waiting(unused, remote);
        self.leave_out_whole(unused, &mut waiting);
        let offered = waiting.iter().flat_map(|(_, _, all)| all).filter(|w| w.is_offered);
        let names: HashSet<&str> = offered.flat_map(|w| [Some(w.name), w.object]).flatten().collect();
        let mut mentions = Mentions::of_files(&names, self.running_code(unused));
        let sources = Sources::of(self);
        let mut all = vec![Vec::new(); self.files.len()];
        // What only such a function mentions is mentioned by nobody: each turn may find more.
        loop {
            let mut has_more = false;
            for (id, code, waiting) in &waiting {
                let Some(before) = all.get_mut(id.index()) else { continue };
                let is_elsewhere = |w: &Waiting<'_>| {
                    // What an object holds is asked of the object: a file that has the name from elsewhere does not name it.
                    let names_object = |other| w.object.is_none_or(|object| mentions.has(other, object));
                    let may_mean = |other| w.is_of_instance() || sources.may_mean(other, *id) && names_object(other);
                    mentions.has_elsewhere(*id, w.name, may_mean)
                };
                let found = unnamed(code, waiting, is_elsewhere);
                if found != *before {
                    mentions.narrow(*id, code, &found);
                    *before = found;
                    has_more = true;
                }
            }
            if !has_more {
                return all;
            }
        }
    }

    /// Leaves out the functions of objects that are handed on whole.
    fn leave_out_whole(self, unused: &[bool], waiting: &mut [(FileId, &'a Code, Vec<Waiting<'a>>)]) {
        let objects: HashSet<&str> = waiting.iter().flat_map(|(_, _, all)| all).filter_map(|w| w.object).collect();
        if objects.is_empty() {
            return;
        }
        let whole = self.running_code(unused).flat_map(|(_, code)| objects::used_whole(code, &objects));
        let whole: HashSet<&str> = whole.collect();
        for (_, _, all) in waiting {
            all.retain(|w| w.object.is_none_or(|object| !whole.contains(object)));
        }
    }

    /// The code whose mentions count; what only tests call does not run.
    fn running_code(self, unused: &[bool]) -> impl Iterator<Item = (FileId, &'a Code)> {
        let ids = (0u32..).map(FileId).zip(self.files);
        let running = ids.filter(|(id, file)| {
            unused.get(id.index()) != Some(&true) && !matches!(file.role, Role::Test | Role::Story | Role::Copy)
        });
        running.filter_map(|(id, file)| Some((id, file.code.as_ref()?)))
    }

    /// The functions that wait to be named, of files that an entry reaches in packages where every import can be read.
    fn waiting(self, unused: &[bool], remote: Remote) -> Vec<(FileId, &'a Code, Vec<Waiting<'a>>)> {
        let packages = self.readable_packages();
        let started = self.started();
        let open = self.passed_on_by(&started);
        let imported = self.imported();
        let is_called_from_outside = |id, code| remote == Remote::Offered && is_remote(code) && imported.contains(&id);
        let of_file = |(id, code): (FileId, &'a Code)| {
            let file = self.files.get(id.index())?;
            let is_readable = self.package(file).is_some_and(|package| packages.contains(&package));
            let is_module = !code.exports.is_empty() || !code.imports.is_empty();
            let waits = file.role == Role::Source && is_readable && is_module && self.is_reached(id);
            waits.then(|| {
                let is_started = started.contains(&id) && !is_remote(code);
                (id, code, functions(code, is_started || open.contains(&id) || is_called_from_outside(id, code)))
            })
        };
        self.running_code(unused).filter_map(of_file).collect()
    }

    /// The files that some other imports, be it one that waits for an import itself: a button that no page shows yet is
    /// soon shown.
    fn imported(self) -> BTreeSet<FileId> {
        let targets = self.running_code(&[]).flat_map(|(id, _)| self.modules.targets(id));
        targets.filter_map(|target| if let Target::File(file) = target { Some(*file) } else { None }).collect()
    }

    /// The files of which an entry passes everything on, under names that need not be written anywhere:
    /// `export * from "./boats"`.
    fn passed_on_by(self, started: &BTreeSet<FileId>) -> BTreeSet<FileId> {
        let code = started.iter().filter_map(|id| Some((*id, self.files.get(id.index())?.code.as_ref()?)));
        let imports = code.flat_map(|(id, code)| code.imports.iter().zip(self.modules.targets(id)));
        let whole = imports.filter(|(import, _)| {
            import.form == ImportForm::ReExport && import.names.iter().any(|n| n.imported == Imported::Namespace)
        });
        whole.filter_map(|(_, target)| if let Target::File(file) = target { Some(*file) } else { None }).collect()
    }
}

/// `"use server"`: every export has an address of its own, once something that is built imports the module.
fn is_remote(code: &Code) -> bool {
    code.directives.iter().any(|directive| code.str(*directive) == "use server")
}

/// The functions of a module that wait to be named. Of a module that is `open`, something outside may take every export.
fn functions(code: &Code, open: bool) -> Vec<Waiting<'_>> {
    let mut exports: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for export in &code.exports {
        if let Exported::Binding(binding) = export.value {
            exports.entry(binding.0).or_default().push(code.str(export.name));
        }
    }
    let is_free = |names: &[&str]| {
        !names.is_empty() && (open || names.iter().any(|n| *n == "default" || entries::is_started_by_name(n)))
    };
    let mut waiting = Vec::new();
    for (binding, declared) in (0u32..).map(BindingId).zip(&code.bindings).filter(|(_, b)| b.function == MODULE) {
        let names = exports.get(&binding.0).map_or(&[][..], Vec::as_slice);
        if let Origin::Class(class) = declared.origin {
            // Under whichever names the class is exported, its methods have to be named.
            let is_started = names.iter().any(|name| entries::is_started_by_name(name));
            if names.is_empty() || !open && !is_started {
                waiting.extend(methods(code, class));
            }
            continue;
        }
        if is_free(names) || names.len() > 1 {
            continue;
        }
        let name = names.first().copied().unwrap_or_else(|| code.str(declared.name));
        if let Some(function) = code.declared_function(declared.origin) {
            let range = code.function(function).range;
            let is_offered = !names.is_empty();
            waiting.push(Waiting { name, range, form: Form::Declared(binding), is_offered, object: None });
        } else if names == [code.str(declared.name)] {
            waiting.extend(objects::functions_of(code, declared).into_iter().map(|(function, range)| {
                let form = Form::Method(function);
                Waiting { name: code.str(function), range, form, is_offered: true, object: Some(name) }
            }));
        }
    }
    waiting
}

/// The methods of a class that stands alone: a library may call those of its subclasses, and what is decorated.
fn methods(code: &Code, class: ClassId) -> impl Iterator<Item = Waiting<'_>> {
    let class = code.class(class);
    let stands_alone = class.extends.is_none() && code.expr_list(class.decorators).len() == 0;
    let members = code.member_list(class.members).filter(move |_| stands_alone);
    members.filter_map(|member| {
        let (name, function) = (member.name?, code.function(member.function?));
        let is_plain = function.form == FunctionForm::Method && code.expr_list(member.decorators).len() == 0;
        let form = Form::Method(name);
        is_plain.then(|| Waiting { name: code.str(name), range: function.range, form, is_offered: true, object: None })
    })
}

/// Those that no other file mentions, and that their own file names only within themselves or their like.
fn unnamed(code: &Code, waiting: &[Waiting<'_>], is_elsewhere: impl Fn(&Waiting<'_>) -> bool) -> Vec<Range> {
    let alone: Vec<_> = waiting.iter().filter(|w| !w.is_offered || !is_elsewhere(w)).collect();
    let has_methods = alone.iter().any(|w| matches!(w.form, Form::Method(_)));
    let members = if has_methods { members(code) } else { HashMap::new() };
    let places = |form| match form {
        Form::Declared(binding) => code.references(binding).iter().map(|place| code.range(*place)).collect(),
        Form::Method(name) => members.get(&name).cloned().unwrap_or_default(),
    };
    let mut left: Vec<(Range, Vec<Range>)> = alone.into_iter().map(|w| (w.range, places(w.form))).collect();
    let mut unnamed: Vec<Range> = Vec::new();
    loop {
        let before = unnamed.len();
        left.retain(|(range, places)| {
            let is_within = |place: &Range| range.contains(*place) || unnamed.iter().any(|dead| dead.contains(*place));
            let is_named = !places.iter().all(is_within);
            if !is_named {
                unnamed.push(*range);
            }
            is_named
        });
        if unnamed.len() == before {
            break;
        }
    }
    unnamed.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    unnamed.dedup_by(|inner, outer| outer.contains(*inner));
    unnamed
}

/// Where a module reads members, by their names; in texts, too, and where an object is taken apart.
fn members(code: &Code) -> HashMap<Sym, Vec<Range>> {
    let mut members: HashMap<Sym, Vec<Range>> = HashMap::new();
    for expr in &code.exprs {
        if let ExprKind::Member { property: name, .. } | ExprKind::String(name) = expr.kind {
            members.entry(name).or_default().push(expr.range);
        }
    }
    for pattern in &code.pattern_properties {
        if let PropertyKey::Name(name) = pattern.key {
            members.entry(name).or_default().push(code.pattern(pattern.value).range);
        }
    }
    members
}
