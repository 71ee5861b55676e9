#!/bin/sh
# Run as root. Makes what compose.yaml takes as secrets, in docker/secrets unless said, each once: what is there is kept.
# Keep a copy of kek somewhere else: without it nothing that is sealed opens again.
set -eu
umask 077
here=$(dirname "$0")
folder=${1:-$here/secrets}
mkdir -p "$folder"

random() {
  openssl rand -base64 "$1" | tr -d '\n'
}

keep() {
  [ -e "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
}

# Name of the file, common name, names it is good for.
certificate() {
  [ -e "$folder/$1.crt" ] && return
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$2" -keyout "$folder/$1.key" -out "$folder/$1.csr" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$3" >"$folder/$1.ext"
  openssl x509 -req -in "$folder/$1.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial \
    -days 365 -extfile "$folder/$1.ext" -out "$folder/$1.crt" 2>/dev/null
  rm "$folder/$1.csr" "$folder/$1.ext"
}

keep kek "$(random 32)"
keep store-user "family-help:$(random 24)"
keep store-admin "admin:$(random 24)"
keep keys-password "$(random 24)"
keep keys-user "keys:$(cat "$folder/keys-password")"
keep grafana-password "$(random 24)"

[ -e "$folder/ca.crt" ] || openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj '/CN=family-help-record' \
  -keyout "$folder/ca.key" -out "$folder/ca.crt" 2>/dev/null
for database in record access; do
  certificate "$database-db" eventstoredb-node \
    "DNS:$database-db1,DNS:$database-db2,DNS:$database-db3,DNS:localhost,IP:127.0.0.1"
done
certificate keys-db keys-db DNS:keys-db
certificate proxy localhost DNS:localhost,IP:127.0.0.1

# Containers read them as members of the group 1000; a database takes a key that is root's.
chmod 0640 "$folder"/*
[ "$(id -u)" != 0 ] || chown -R 0:1000 "$folder"
chmod 0750 "$folder"
