"""Excel workbooks that come in and go out: intake forms, lists of recognised enterprises."""
