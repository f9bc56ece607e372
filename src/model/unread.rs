//! Server code that is not read: in other languages, and functions in which no handler is found. What cannot be told
//! because of it.

use std::collections::BTreeMap;

use super::{File, FileKind, Project, Role, routes::Entry};
use crate::{
    frameworks::supabase::functions,
    source::{
        gap::{Gap, GapKind},
        span::{FileId, Range, Span},
    },
};

/// Endings of languages in which servers are written and which are not read. Components of other frameworks are none.
const LANGUAGES: [&str; 9] = ["py", "go", "rb", "php", "java", "kt", "cs", "rs", "ex"];
/// Folders that hold a server, whatever its files are called.
const FOLDERS: [&str; 5] = ["backend", "server", "api", "functions", "lambda"];
/// Names of the file that starts a server, without the ending.
const STARTS: [&str; 6] = ["main", "server", "app", "manage", "wsgi", "asgi"];
/// Families of checks whose answer may lie in the code that was not read.
const FAMILIES: [&str; 8] = ["auth", "api", "payments", "cost", "errors", "observability", "ai", "queries"];

/// One gap for each language, at its first server file: nothing can be concluded about the server from the rest.
pub(super) fn gaps(files: &[File]) -> Vec<Gap> {
    let mut servers: BTreeMap<&str, (FileId, usize)> = BTreeMap::new();
    for (id, file) in (0u32..).map(FileId).zip(files) {
        if let Some(language) = server_language(file) {
            servers.entry(language).or_insert((id, 0)).1 += 1;
        }
    }
    let gap = |(language, (id, count)): (&str, (FileId, usize))| Gap {
        at: Range::default().in_file(id),
        kind: GapKind::UnsupportedLanguage,
        detail: format!(
            "{count} server files in .{language}, which is not read: what they check and write is not known"
        ),
        may_affect: FAMILIES.iter().map(ToString::to_string).collect(),
    };
    servers.into_iter().map(gap).collect()
}

/// One gap for each edge function that is there and in which no entry point was found.
pub(super) fn without_handler(project: &Project, entries: &[Entry]) -> Vec<Gap> {
    let gap = |(at, name): (Span, &str)| Gap {
        at,
        kind: GapKind::NoHandler,
        detail: format!("no handler is found in the server function {name}: what it checks and writes is not known"),
        may_affect: FAMILIES.iter().map(ToString::to_string).collect(),
    };
    functions::without_handler(project, entries).into_iter().map(gap).collect()
}

fn server_language(file: &File) -> Option<&str> {
    if file.kind != FileKind::OtherLanguage || file.role != Role::Source || file.ignored {
        return None;
    }
    let (stem, ending) = file.name().rsplit_once('.')?;
    let is_start = STARTS.contains(&stem) && file.path.matches('/').count() <= 1;
    let is_in_server = file.folder().split('/').any(|folder| FOLDERS.contains(&folder));
    (LANGUAGES.contains(&ending) && (is_start || is_in_server)).then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::gaps;
    use crate::model::{File, FileKind, Role};

    fn found(paths: &[(&str, Role)]) -> Vec<String> {
        let file = |(path, role): &(&str, Role)| File { role: *role, ..File::new(*path, FileKind::OtherLanguage) };
        gaps(&paths.iter().map(file).collect::<Vec<_>>()).into_iter().map(|gap| gap.detail).collect()
    }

    #[test]
    fn a_server_in_another_language_is_one_gap() {
        let details = found(&[("backend/server.py", Role::Source), ("backend/models/user.py", Role::Source)]);
        assert!(details.len() == 1 && details[0].starts_with("2 server files in .py"), "{details:?}");
        assert_eq!(found(&[("main.go", Role::Source), ("app.py", Role::Source)]).len(), 2);
    }

    #[test]
    fn helpers_tests_and_components_are_none() {
        let others = [
            ("scripts/rename.py", Role::Script),
            ("backend/test_mail.py", Role::Test),
            ("src/App.svelte", Role::Source),
            ("tools/convert.py", Role::Source),
            ("ml/deep/main.py", Role::Source),
        ];
        assert_eq!(found(&others), Vec::<String>::new());
    }
}
