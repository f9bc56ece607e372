#!/usr/bin/env bash
got=$(curl -s "$URL/tides")
if [ "$got" != "high" ]; then
  echo "FAIL: $got"
  exit 1
fi
