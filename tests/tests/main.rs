//! Whole-system tests.

mod tidy;
