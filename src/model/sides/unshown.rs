//! Parts of pages that nothing shows: files of the browser to which no import leads from the file that starts the page.
//!
//! A page that is not linked yet is meant to be, so such a file may run some day; nobody meets today what is wrong in it.

use std::collections::BTreeSet;

use super::{Side, Zone, unused::Known};
use crate::{
    frameworks::entries::{Place, finds_pages_by_place},
    model::{File, Role},
    source::span::FileId,
};

impl Known<'_> {
    /// For each file, whether the browser would get it, and no page leads to it. Only where the first file of the package's
    /// page is known and all its imports can be read, and where no router finds pages by their places.
    pub(super) fn unshown(self, sides: &[Side]) -> Vec<bool> {
        let packages = self.packages_of_pages();
        let is_unshown = |(id, file): (FileId, &File)| {
            let is_of_browser = sides.get(id.index()) == Some(&Side::Client) && file.role == Role::Source;
            is_of_browser && !self.is_reached(id) && self.package(file).is_some_and(|id| packages.contains(&id))
        };
        (0u32..).map(FileId).zip(self.files).map(is_unshown).collect()
    }

    /// The packages of single pages: something starts them in the browser, and the rest is imported.
    fn packages_of_pages(self) -> BTreeSet<FileId> {
        let (readable, started) = (self.readable_packages(), self.started());
        let starts = self.entries.iter().filter(|e| e.zone == Zone::Client && started.contains(&e.file));
        let files = starts.filter_map(|entry| self.files.get(entry.file.index()));
        let alone = files.filter(|file| !finds_pages_by_place(&Place::new(self.files, self.configs, file)));
        alone.filter_map(|file| self.package(file)).filter(|id| readable.contains(id)).collect()
    }
}
