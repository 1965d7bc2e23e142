"""From a result to what people and programs read: one renderer a file."""

from harness.reports._write import write_files, write_reports
from harness.reports.json_report import for_audience

__all__ = ["for_audience", "write_files", "write_reports"]
