//! Files that a compiler has written beside their sources: `lib/index.js` of `src/index.ts`.

use std::collections::BTreeSet;

use super::discover::Found;
use crate::model::Role;

/// Folders that compilers are told to write to.
const OUTPUT: [&str; 4] = ["lib", "dist", "build", "out"];

/// Marks what was compiled from a file that is here, too: what is wrong with it is wrong there.
pub(super) fn mark_compiled(files: &mut [Found]) {
    let has_output =
        files.iter().any(|f| f.path.ends_with(".js") && f.path.split('/').any(|part| OUTPUT.contains(&part)));
    if !has_output {
        return;
    }
    let known: BTreeSet<String> = files.iter().map(|f| f.path.clone()).collect();
    for file in files.iter_mut().filter(|f| f.role == Role::Source) {
        if is_compiled(&file.path, &known) {
            file.role = Role::Copy;
        }
    }
}

/// Whether the folder of a `tsconfig.json` holds the source of an output file.
fn is_compiled(path: &str, known: &BTreeSet<String>) -> bool {
    let Some(stem) = path.strip_suffix(".js") else { return false };
    let parts: Vec<&str> = stem.split('/').collect();
    parts.iter().enumerate().filter(|(_, part)| OUTPUT.contains(part)).any(|(at, _)| {
        let in_folder = |rest: &str| {
            let folder = parts.get(..at).unwrap_or_default().join("/");
            if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") }
        };
        let below = parts.get(at + 1..).unwrap_or_default().join("/");
        known.contains(&in_folder("tsconfig.json"))
            && ["ts", "tsx"].iter().any(|ending| known.contains(&in_folder(&format!("src/{below}.{ending}"))))
    })
}

#[cfg(test)]
mod tests {
    use super::is_compiled;

    #[test]
    fn output_has_its_source_beside_it() {
        let known = ["functions/tsconfig.json", "functions/src/index.ts"].map(str::to_owned).into();
        assert!(is_compiled("functions/lib/index.js", &known));
        assert!(!is_compiled("functions/lib/other.js", &known) && !is_compiled("lib/index.js", &known));
    }
}
