//! Finds the files of a site that are to be protected together because they have figures in common.
//! From: the files that count people, and what blocks say of them. To: the same with their links.

use super::counts::read_counts;
use super::declared::CountedFiles;
use super::links::ComparedTable;
use super::shares::find_shares;
use crate::base::Faults;
use crate::parse::csv::read_rows;

impl CountedFiles<'_> {
    /// Finds the files that have figures in common, wherever the site shows them.
    #[must_use]
    pub fn linked(mut self) -> Self {
        let mut read = Vec::new();
        for source in self.sources() {
            let of_file = &self.files[source];
            // What is wrong with a file is told where a page shows it.
            let faults = &mut Faults::new();
            if let Some(data) = read_rows(&of_file.file.text, source, faults) {
                let missing = of_file.missing();
                let mut counts = read_counts(&data, source, of_file, &missing);
                find_shares(&mut counts, &data, source, faults);
                read.push((source, counts, data.head));
            }
        }
        let tables = read.iter();
        let tables: Vec<_> = tables
            .map(|(source, counts, head)| (*source, ComparedTable::new(counts, head)))
            .collect();
        let mut links = Vec::new();
        for (number, (source, table)) in tables.iter().enumerate() {
            let others = tables[..number].iter();
            let linked = others.filter(|(_, other)| table.is_linked(other));
            links.extend(linked.map(|(other, _)| vec![*other, *source]));
        }
        drop(tables);
        self.together.extend(links);
        self
    }
}
