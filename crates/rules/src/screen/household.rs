//! Households as runs of rows, and whether some member is so.

use std::ops::Range;

use arrow::array::BooleanBufferBuilder;
use arrow::buffer::{BooleanBuffer, Buffer};

use super::chunk::Chunk;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::truth::Truth;

/// What the households of a chunk have in common.
pub(super) struct Homes {
    pub households: Households,
    /// The members' predicates, of the member in the row.
    pub members: Vec<Truth>,
    /// Whether some member of the row's household is so.
    pub some: Vec<Truth>,
}

impl Homes {
    pub(super) fn of(engine: &Engine, chunk: &Chunk) -> Result<Homes, EngineError> {
        let households = Households::of(chunk.household.values());
        let facts = engine.fact_batch(&chunk.facts)?;
        let members = (0..engine.members.len()).map(|place| engine.member(place, &facts));
        let members = members.collect::<Result<Vec<_>, _>>()?;
        let some = members.iter().map(|truth| households.some(truth)).collect();
        Ok(Homes { households, members, some })
    }
}

/// The rows of each household, in order.
#[derive(Debug)]
pub(super) struct Households {
    /// The first row of each, and the number of rows at the end.
    starts: Vec<usize>,
}

impl Households {
    pub(super) fn of(ids: &[u64]) -> Households {
        let mut starts = Vec::with_capacity(ids.len() / 2 + 2);
        starts.extend((!ids.is_empty()).then_some(0));
        starts
            .extend(ids.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]).map(|(at, _)| at + 1));
        starts.push(ids.len());
        Households { starts }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        self.starts.windows(2).map(|pair| pair[0]..pair[1])
    }

    /// The household of a row.
    pub(super) fn around(&self, row: usize) -> Range<usize> {
        let after = self.starts.partition_point(|start| *start <= row);
        self.starts[after - 1]..self.starts[after]
    }

    /// For every row whether some member of its household is so.
    pub(super) fn some(&self, members: &Truth) -> Truth {
        let rows = members.yes.len();
        let (so, not) = (Bits::of(&members.yes), Bits::of(&members.no));
        let (mut yes, mut no) = (Bits::none(rows), Bits::none(rows));
        for household in self.iter() {
            if so.any(&household) {
                yes.set(&household);
            } else if not.all(&household) {
                no.set(&household);
            }
        }
        Truth { yes: yes.finish(rows), no: no.finish(rows) }
    }

    /// For every row whether some member would be so if that row alone were as in `changed`.
    pub(super) fn some_if(&self, members: &Truth, changed: &Truth) -> Truth {
        let rows = members.yes.len();
        let (mut yes, mut no) = (BooleanBufferBuilder::new(rows), BooleanBufferBuilder::new(rows));
        let count =
            |truth: &BooleanBuffer, rows: &Range<usize>| rows.clone().filter(|row| truth.value(*row)).count();
        for household in self.iter() {
            let (so, not) = (count(&members.yes, &household), count(&members.no, &household));
            let size = household.len();
            for row in household {
                let others_so = so - usize::from(members.yes.value(row));
                let others_not = not - usize::from(members.no.value(row));
                yes.append(others_so > 0 || changed.yes.value(row));
                no.append(others_not == size - 1 && changed.no.value(row));
            }
        }
        Truth { yes: yes.finish(), no: no.finish() }
    }
}

/// Bits in words, so that a household is asked and answered for at once.
struct Bits(Vec<u64>);

impl Bits {
    fn none(rows: usize) -> Bits {
        Bits(vec![0; rows.div_ceil(64)])
    }

    fn of(buffer: &BooleanBuffer) -> Bits {
        Bits(buffer.bit_chunks().iter_padded().collect())
    }

    /// The words that hold some of the rows, each with a mask of them.
    fn words(rows: &Range<usize>) -> impl Iterator<Item = (usize, u64)> {
        let (first, last) = (rows.start / 64, (rows.end - 1) / 64);
        let (from, to) = (rows.start % 64, (rows.end - 1) % 64);
        (first..=last).map(move |word| {
            let after = if word == first { u64::MAX << from } else { u64::MAX };
            let before = if word == last { u64::MAX >> (63 - to) } else { u64::MAX };
            (word, after & before)
        })
    }

    fn any(&self, rows: &Range<usize>) -> bool {
        Bits::words(rows).any(|(word, mask)| self.0[word] & mask != 0)
    }

    fn all(&self, rows: &Range<usize>) -> bool {
        Bits::words(rows).all(|(word, mask)| self.0[word] & mask == mask)
    }

    fn set(&mut self, rows: &Range<usize>) {
        for (word, mask) in Bits::words(rows) {
            self.0[word] |= mask;
        }
    }

    fn finish(self, rows: usize) -> BooleanBuffer {
        BooleanBuffer::new(Buffer::from_vec(self.0), 0, rows)
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::BooleanArray;

    use super::*;

    const MEMBERS: [Option<bool>; 6] = [Some(false), None, Some(true), None, Some(false), Some(false)];

    fn values(truth: &Truth) -> Vec<Option<bool>> {
        (0..truth.yes.len()).map(|row| truth.get(row)).collect()
    }

    #[test]
    fn each_household_is_asked_for_itself() {
        let households = Households::of(&[1, 1, 1, 2, 2, 7]);
        let some = households.some(&Truth::of(&BooleanArray::from(MEMBERS.to_vec())));
        assert_eq!(values(&some), [Some(true), Some(true), Some(true), None, None, Some(false)]);
        assert_eq!((households.around(1), households.around(4), households.around(5)), (0..3, 3..5, 5..6));
    }

    #[test]
    fn a_change_of_one_row_counts_for_that_row_alone() {
        let households = Households::of(&[1, 1, 1, 2, 2, 7]);
        let members = Truth::of(&BooleanArray::from(MEMBERS.to_vec()));
        let changed = Truth::of(&BooleanArray::from(vec![Some(false); 6]));
        let some = households.some_if(&members, &changed);
        // The third row was the only one that is so; the fourth was the only unknown one.
        assert_eq!(values(&some), [Some(true), Some(true), None, Some(false), None, Some(false)]);
    }

    #[test]
    fn households_across_words_are_as_those_within() {
        // 70 of one household, 57 alone, 70 more; and the same from the middle of a byte on.
        let ids: Vec<u64> = (0..197).map(|row| if row < 70 { 0 } else { (row - 69).min(58) }).collect();
        for (so, rows) in [(3, 0..70), (68, 0..70), (100, 100..101), (127, 127..197), (196, 127..197)] {
            let values = [vec![None; 5], (0..197).map(|row| Some(row == so)).collect()].concat();
            let array = BooleanArray::from(values).slice(5, 197);
            let some = Households::of(&ids).some(&Truth::of(&array));
            for row in 0..197 {
                assert_eq!(some.get(row), Some(rows.contains(&row)), "{so} {row}");
            }
        }
    }

    #[test]
    fn nobody_lives_nowhere() {
        assert_eq!(Households::of(&[]).iter().count(), 0);
    }
}
