<html>
<!--#include file="inc/raising.inc"-->
<% Call Raise(0) %>
</html>
