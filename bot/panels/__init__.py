"""What members see: Components V2 layouts, pure. Values in, `LayoutView` out."""
