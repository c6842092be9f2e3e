-- Derby compares by the codes of characters already. The versions of the schema are the same on all databases.
values 1;
