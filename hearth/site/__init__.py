"""Where Hearth is put together: settings, addresses, the command line, and the processes it runs."""
