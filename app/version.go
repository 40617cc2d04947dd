package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"innlab/inn/kernel"
)

// version is the program's own; files have versions of their own.
const version = "0.1.0"

var versionCommand = command{
	name: "version",
	does: "print the version",
	declare: func(f *flags) action {
		asJSON := f.toggle("json", "print one JSON object")
		return func(s streams, _ string) error {
			if *asJSON {
				return writeJSON(s.out, map[string]string{
					"version": version, "commit": strings.Trim(commit(), " ()"), "go": runtime.Version(),
					"platform": runtime.GOOS + "/" + runtime.GOARCH, "kernels": kernel.Best.Name,
				})
			}
			_, err := fmt.Fprintf(s.out, "innlab %s%s, %s, %s/%s, %s kernels\n",
				version, commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH, kernel.Best.Name)
			return err
		}
	},
}

// commit returns the commit that the program was built from, in brackets, where the build knows it.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var revision, dirty string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = ", changed"
		}
	}
	if revision == "" {
		return ""
	}
	return " (" + revision + dirty + ")"
}
