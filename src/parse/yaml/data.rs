//! Values without places.

/// A value of any shape, such as what an owner keeps under `extra:`.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Data {
    /// No value.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Several values.
    List(Vec<Data>),
    /// Values with names, in the order written.
    Map(Vec<(String, Data)>),
}
