"""What a table must look like, where each row came from, what can go wrong."""

from ledger.choices import check_choice
from ledger.errors import (
    ApproximationWarning,
    CodebookError,
    ConfigError,
    DataLossWarning,
    InputError,
    LexiconError,
    MethodError,
    RegionError,
    SmallSampleWarning,
    TableError,
    ToolkitError,
    ToolkitWarning,
)
from ledger.findings import ACCOUNTS, LOSSES, PROBLEMS, build_problems_table
from ledger.problems import Problem, Severity
from ledger.progress import Progress
from ledger.randomness import derive_generator
from ledger.schema import (
    Column,
    TableSchema,
    build_empty_table,
    build_table,
    check_table,
)
from ledger.storage import (
    compute_digest,
    compute_file_digest,
    read_table,
    write_bytes_atomically,
    write_csv,
    write_table,
    write_text_atomically,
)

__all__ = [
    "ACCOUNTS",
    "LOSSES",
    "PROBLEMS",
    "ApproximationWarning",
    "CodebookError",
    "Column",
    "ConfigError",
    "DataLossWarning",
    "InputError",
    "LexiconError",
    "MethodError",
    "Problem",
    "Progress",
    "RegionError",
    "Severity",
    "SmallSampleWarning",
    "TableError",
    "TableSchema",
    "ToolkitError",
    "ToolkitWarning",
    "build_empty_table",
    "build_problems_table",
    "build_table",
    "check_choice",
    "check_table",
    "compute_digest",
    "compute_file_digest",
    "derive_generator",
    "read_table",
    "write_bytes_atomically",
    "write_csv",
    "write_table",
    "write_text_atomically",
]
