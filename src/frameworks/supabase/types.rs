//! Types that the Supabase CLI generates: a witness of what the live database held when they were written.

use std::collections::{BTreeMap, BTreeSet};

/// What a generated file names in schema `public`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypesWitness {
    /// Columns by table or view.
    pub relations: BTreeMap<String, BTreeSet<String>>,
    /// Columns that an insert may leave out, by table.
    pub optional: BTreeSet<(String, String)>,
    /// Functions.
    pub functions: BTreeSet<String>,
    /// Enums; `None` where the file has no list of them.
    pub enums: Option<BTreeSet<String>>,
    /// Pairs of a table and another that a foreign key of it refers to.
    pub references: BTreeSet<(String, String)>,
}

/// Reads a generated file by its layout, which the generator never varies: two spaces a level, one name a line.
/// `None` for any other file.
#[must_use]
pub fn read(text: &str) -> Option<TypesWitness> {
    if !text.contains("Tables: {") || !text.contains("Row: {") {
        return None;
    }
    let mut witness = TypesWitness::default();
    let mut path: Vec<(usize, &str)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let Some((name, rest)) = entry(trimmed) else { continue };
        while path.last().is_some_and(|(i, _)| *i >= indent) {
            path.pop();
        }
        path.push((indent, name));
        let names: Vec<&str> = path.iter().map(|(_, n)| *n).collect();
        match names.as_slice() {
            [.., "public", "Tables" | "Views", table] if rest.ends_with('{') => {
                witness.relations.entry((*table).to_owned()).or_default();
            }
            [.., "public", "Tables" | "Views", table, "Row", column] => {
                witness.relations.entry((*table).to_owned()).or_default().insert((*column).to_owned());
            }
            [.., "public", "Tables", table, "Insert", column] if trimmed.contains("?:") => {
                witness.optional.insert(((*table).to_owned(), (*column).to_owned()));
            }
            [.., "public", "Tables" | "Views", table, "Relationships", "referencedRelation"] => {
                let to = rest.trim_matches(|c| matches!(c, '"' | '\'' | ',' | ';'));
                witness.references.insert(((*table).to_owned(), to.to_owned()));
            }
            [.., "public", "Functions", function] => {
                witness.functions.insert((*function).to_owned());
            }
            [.., "public", "Enums"] => {
                witness.enums.get_or_insert_default();
            }
            [.., "public", "Enums", name] => {
                witness.enums.get_or_insert_default().insert((*name).to_owned());
            }
            _ => {}
        }
    }
    (!witness.relations.is_empty()).then_some(witness)
}

/// Whether a generated file holds no code of the app: no import, function or call has been added to it.
#[must_use]
pub fn is_only_types(text: &str) -> bool {
    let adds_code = |line: &str| {
        line.starts_with("import ")
            || line.contains("=>")
            || line.contains("function ")
            || line.contains("createClient")
    };
    !text.lines().any(adds_code)
}

/// `name: rest` or `name?: rest`, the name perhaps quoted.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim_end_matches('?').trim_matches('"');
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | ' ' | '-'));
    is_name.then_some((name, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::{is_only_types, read};

    #[test]
    fn tables_columns_and_functions_are_named() {
        let text = "export type Database = {\n  public: {\n    Tables: {\n      orders: {\n        Row: {\n          id: string\n          note: string | null\n        }\n        Insert: {\n          id?: string\n        }\n      }\n    }\n    Functions: {\n      has_role: { Args: { _role: string }; Returns: boolean }\n    }\n  }\n}\n";
        let witness = read(text).unwrap();
        assert_eq!(witness.relations.keys().collect::<Vec<_>>(), ["orders"]);
        assert_eq!(witness.relations["orders"].iter().collect::<Vec<_>>(), ["id", "note"]);
        assert!(witness.functions.contains("has_role"));
        assert_eq!(read("export type A = { b: string };"), None);
    }

    #[test]
    fn references_are_named() {
        let text = "export type Database = {\n  public: {\n    Tables: {\n      orders: {\n        Row: {\n          id: string\n        }\n        Relationships: [\n          {\n            foreignKeyName: \"orders_shop_fkey\"\n            referencedRelation: \"shops\"\n          },\n        ]\n      }\n    }\n  }\n}\n";
        let witness = read(text).unwrap();
        assert!(witness.references.contains(&("orders".to_owned(), "shops".to_owned())));
    }

    #[test]
    fn code_that_was_added_is_seen() {
        assert!(is_only_types(
            "export type Database = {\n  public: { Tables: {} }\n}\nexport const Constants = {} as const\n"
        ));
        assert!(!is_only_types("import { createClient } from '@supabase/supabase-js'\nexport type Database = {}\n"));
        assert!(!is_only_types("export type Database = {}\nexport const label = (key: string) => key\n"));
    }
}
