//! Three-valued truth, one value a row: yes, no, or not known.

use arrow::array::{Array, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};

/// Which rows are certainly so, and which certainly not. No row is both.
#[derive(Clone, Debug)]
pub(crate) struct Truth {
    pub yes: BooleanBuffer,
    pub no: BooleanBuffer,
}

impl Truth {
    pub(crate) fn of(array: &BooleanArray) -> Truth {
        let values = array.values();
        match array.nulls() {
            None => Truth { yes: values.clone(), no: !values },
            Some(nulls) => {
                let known = nulls.inner();
                Truth { yes: values & known, no: &!values & known }
            }
        }
    }

    pub(crate) fn everywhere(rows: usize, yes: bool) -> Truth {
        let (set, unset) = (BooleanBuffer::new_set(rows), BooleanBuffer::new_unset(rows));
        if yes { Truth { yes: set, no: unset } } else { Truth { yes: unset, no: set } }
    }

    /// The value of a row; none where it is not known.
    pub(crate) fn get(&self, row: usize) -> Option<bool> {
        if self.yes.value(row) {
            Some(true)
        } else if self.no.value(row) {
            Some(false)
        } else {
            None
        }
    }

    pub(crate) fn and(&self, other: &Truth) -> Truth {
        Truth { yes: &self.yes & &other.yes, no: &self.no | &other.no }
    }

    pub(crate) fn or(&self, other: &Truth) -> Truth {
        Truth { yes: &self.yes | &other.yes, no: &self.no & &other.no }
    }

    pub(crate) fn not(&self) -> Truth {
        Truth { yes: self.no.clone(), no: self.yes.clone() }
    }

    /// The rows that are not known.
    pub(crate) fn unknown(&self) -> BooleanBuffer {
        !&(&self.yes | &self.no)
    }

    pub(crate) fn into_array(self) -> BooleanArray {
        let known = NullBuffer::new(&self.yes | &self.no);
        BooleanArray::new(self.yes, Some(known))
    }
}

/// Whether any value is so: true if one is, else not known if one is not known.
pub(crate) fn any(values: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut found = Some(false);
    for value in values {
        match value {
            Some(true) => return Some(true),
            None => found = None,
            Some(false) => {}
        }
    }
    found
}

/// Whether all values are so: false if one is not, else not known if one is not known.
pub(crate) fn all(values: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    any(values.into_iter().map(|value| value.map(|value| !value))).map(|found| !found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [Option<bool>; 3] = [Some(true), Some(false), None];

    #[test]
    fn and_or_and_not_are_kleenes() {
        for left in VALUES {
            for right in VALUES {
                let (a, b) = (BooleanArray::from(vec![left]), BooleanArray::from(vec![right]));
                let (a, b) = (Truth::of(&a), Truth::of(&b));
                assert_eq!(a.and(&b).get(0), all([left, right]), "{left:?} and {right:?}");
                assert_eq!(a.or(&b).get(0), any([left, right]), "{left:?} or {right:?}");
                assert_eq!(a.not().get(0), left.map(|value| !value));
                assert_eq!(a.unknown().value(0), left.is_none());
                assert_eq!(Truth::of(&a.into_array()).get(0), left);
            }
        }
        assert_eq!(all([Some(true), None, Some(false)]), Some(false));
        assert_eq!(any([Some(false), None, Some(true)]), Some(true));
    }
}
