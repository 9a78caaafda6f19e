printf 'Content-Type: text/plain\n\n'
id -u
