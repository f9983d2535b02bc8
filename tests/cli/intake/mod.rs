//! Whatever comes in: texts in any state, names and folders of any kind, tables as offices have them. The names of the
//! tests begin with the ids of the cases that they hold.

mod names;
mod rows;
mod shapes;
mod sizes;
mod texts;
mod workbooks;
