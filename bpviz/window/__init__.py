"""The main window: docks, menus and dialogs, without logic."""
