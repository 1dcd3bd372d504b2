# switch INSTALL DIGEST: makes that release the current one, in one step.
ln -sfn -- "releases/$2" "$1/current.new" && mv -T -- "$1/current.new" "$1/current"
