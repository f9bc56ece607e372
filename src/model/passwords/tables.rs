//! Passwords of accounts in the tables of a document: `| Role | E-mail | Password |`.

use super::{addresses, names, written::is_typed};

/// A table that is being read, by the column of its passwords.
#[derive(Default)]
pub(super) struct Tables {
    column: Option<usize>,
}

impl Tables {
    /// The password that the next line of a document holds, as a row beside the address of its account.
    pub(super) fn password<'l>(&mut self, line: &'l str) -> Option<&'l str> {
        let row = line.trim();
        if !row.starts_with('|') {
            self.column = None;
            return None;
        }
        let mut cells = row.trim_matches('|').split('|').map(|cell| cell.trim_matches([' ', '*', '`', '\t']));
        let Some(column) = self.column else {
            self.column = cells.position(is_label);
            return None;
        };
        cells.nth(column).filter(|cell| addresses::has_real(line) && is_typed(cell))
    }
}

/// Whether a column is headed as one of passwords: `Password`, `Senha de teste`.
fn is_label(cell: &str) -> bool {
    const LONGEST: usize = 32;
    cell.len() <= LONGEST && names::is_password(cell)
}

#[cfg(test)]
mod tests {
    use super::Tables;

    fn found(text: &str) -> Vec<&str> {
        let mut tables = Tables::default();
        text.lines().filter_map(|line| tables.password(line)).collect()
    }

    #[test]
    fn the_column_of_passwords_is_read() {
        let text = "| Role | E-mail | **Password** |\n|---|---|---|\n| Boss | `boss@kelp-stores.io` | `Breakwater9` |\n\
                    | Crew | *(yours)* | *(yours)* |\n\n| Field | Note |\n|---|---|\n| boss@kelp-stores.io | Breakwater9 |\n";
        assert_eq!(found(text), ["Breakwater9"]);
    }

    #[test]
    fn a_table_about_passwords_holds_none() {
        let text =
            "| Rule | Password |\n|---|---|\n| ada@kelp-stores.io | at least 8 characters |\n| all | hashed12 |\n";
        assert_eq!(found(text), Vec::<&str>::new());
    }
}
