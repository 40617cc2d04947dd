// Package control holds the window's controls: buttons, switches, sliders, segmented choices, slots, fields, banners,
// toasts and tooltips, drawn from one theme.
package control
