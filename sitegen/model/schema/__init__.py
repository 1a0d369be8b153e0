"""The fields of each kind of file: checked by pydantic, which is imported only when something must be parsed."""
