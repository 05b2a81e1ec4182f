"""Licences nobody applied for (免申请): the city proposes them from what it already holds."""
